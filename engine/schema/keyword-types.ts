import type { PropertySchema } from "#engine/module/param-schema.js";

/** The schema of a keyword. */
export interface KeywordSchema extends PropertySchema {
  /** No template may stand here: it is needed before there are variables. */
  readonly "x-static"?: true;
}

/** A keyword that Ansible has and this version has not. */
export interface UnsupportedKeyword {
  /** What to do instead. */
  readonly hint?: string;
  /** It changes nothing that matters: only a warning is due. */
  readonly harmless?: true;
}

/** Keywords by name. */
export type KeywordTable = Readonly<Record<string, KeywordSchema>>;

export const TEXT = { type: "string" } as const satisfies KeywordSchema;
export const FLAG = { type: ["boolean", "null"] } as const satisfies KeywordSchema;
export const STATIC_FLAG = { type: ["boolean", "null"], "x-static": true } as const satisfies KeywordSchema;
export const WORDS = { type: ["string", "integer", "array", "null"], items: { type: ["string", "integer"] } } as const satisfies KeywordSchema;
export const SECONDS = { type: ["number"], minimum: 0 } as const satisfies KeywordSchema;
export const TASKS = { type: ["array", "null"] } as const satisfies KeywordSchema;
export const VARIABLES = { type: ["object", "null"] } as const satisfies KeywordSchema;
/** A bare expression, or several that must all hold. */
export const CONDITION = { type: ["string", "boolean", "array", "null"], items: { type: ["string", "boolean"] } } as const satisfies KeywordSchema;
export const ANYTHING = {} as const satisfies KeywordSchema;
