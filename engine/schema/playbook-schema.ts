import type { KeywordSchemaObject } from "./check-keywords.js";
import { BLOCK_KEYWORDS, HANDLER_KEYWORDS, IMPORT_PLAYBOOK_KEYWORDS, PLAY_KEYWORDS, ROLE_ENTRY_KEYWORDS, TASK_KEYWORDS } from "./keyword-tables.js";
import type { Wording } from "./violation.js";

/** A schema, and how messages speak of what it describes. */
export interface Kind {
  readonly schema: KeywordSchemaObject;
  readonly wording: Wording;
}

/** A play. */
export const PLAY: Kind = kind("play", { type: "object", properties: PLAY_KEYWORDS, required: ["hosts"], additionalProperties: false });

/** `- import_playbook: other.yml`. */
export const IMPORT_PLAYBOOK: Kind = kind("import_playbook", { type: "object", properties: IMPORT_PLAYBOOK_KEYWORDS, additionalProperties: false });

/** A role in `roles` or in `dependencies`; its other keys are parameters of the role. */
export const ROLE_ENTRY: Kind = kind("role", { type: "object", properties: ROLE_ENTRY_KEYWORDS, additionalProperties: true });

/** A block. */
export const BLOCK: Kind = kind("block", { type: "object", properties: BLOCK_KEYWORDS, required: ["block"], additionalProperties: false });

/** The keywords of a task: the key that names its module is left out before it is checked. */
export const TASK: Kind = kind("task", { type: "object", properties: TASK_KEYWORDS, additionalProperties: false });

/** The keywords of a handler. */
export const HANDLER: Kind = kind("handler", { type: "object", properties: HANDLER_KEYWORDS, additionalProperties: false });

function kind(name: string, schema: KeywordSchemaObject): Kind {
  return { schema, wording: { owner: `a ${name}`.replace(/^a (?=[aeiou])/, "an "), keyIs: `a keyword of ${name}s`, keyKind: "keyword" } };
}
