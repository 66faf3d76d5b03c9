import type { Module } from "#engine/module/erased.js";
import { BLOCK_KEYWORDS, HANDLER_KEYWORDS, TASK_KEYWORDS } from "#engine/schema/keyword-tables.js";
import type { KeywordTable } from "#engine/schema/keyword-types.js";
import type { JsonSchema } from "./json-schema.js";
import { keywordDoc } from "./keyword-docs.js";
import { moduleSchema } from "./module-schema.js";
import { writtenSchema } from "./value-schema.js";

/** The modules by the key that playbooks call them by, and other spellings. */
export interface Modules {
  readonly modules: ReadonlyMap<string, Module>;
  readonly aliases: ReadonlyMap<string, string>;
}

const LISTS: ReadonlySet<string> = new Set(["block", "rescue", "always", "tasks", "pre_tasks", "post_tasks"]);

/** Keywords as the properties of a schema; lists of tasks lead to the definition of tasks. */
export function keywordProperties(table: KeywordTable): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(table).map(([name, schema]) => {
    const description = keywordDoc(name);
    const written = LISTS.has(name) ? listOf("tasks") : name === "handlers" ? listOf("handlers") : writtenSchema(withDocs(schema), { fixed: schema["x-static"] === true });
    return [name, { ...written, ...(description !== undefined && { description }) }];
  }));
}

/** A list of tasks or handlers, as tasks.schema.json describes them. */
export function listOf(of: "tasks" | "handlers"): JsonSchema {
  return { anyOf: [{ $ref: `tasks.schema.json#/definitions/${of}` }, { type: "null" }] };
}

/** The keys of loop_control have their own docs. */
function withDocs(schema: KeywordTable[string]): KeywordTable[string] {
  if (schema.properties === undefined) return schema;
  return { ...schema, properties: Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, { ...each, ...docOf(name) }])) };
}

function docOf(name: string): { readonly description?: string } {
  const description = keywordDoc(name);
  return description === undefined ? {} : { description };
}

/** The definitions that files of tasks and playbooks share: tasks, handlers, blocks, and every module. */
export function taskDefinitions(table: Modules): JsonSchema {
  return {
    tasks: { type: "array", items: { $ref: "#/definitions/task-or-block" } },
    handlers: { type: "array", items: { $ref: "#/definitions/handler-or-block" } },
    "task-or-block": blockOr("task", "block"),
    "handler-or-block": blockOr("handler", "block"),
    block: { type: "object", required: ["block"], additionalProperties: false, properties: keywordProperties(BLOCK_KEYWORDS) },
    task: taskSchema(TASK_KEYWORDS, table),
    handler: taskSchema(HANDLER_KEYWORDS, table),
    modules: Object.fromEntries([...table.modules.values()].map((module) => [module.name, moduleSchema(module)])),
  };
}

function blockOr(other: "task" | "handler", block: string): JsonSchema {
  return { type: "object", if: { required: ["block"] }, then: { $ref: `#/definitions/${block}` }, else: { $ref: `#/definitions/${other}` } };
}

function taskSchema(keywords: KeywordTable, { modules, aliases }: Modules): JsonSchema {
  const named = [...modules.keys()].map((name) => [name, reference(name)] as const);
  // Ansible's full names are completed where somebody has begun to write them; the short other ones are only understood.
  const others = [...aliases].map(([alias, name]) => [alias, reference(name)] as const);
  return {
    type: "object", additionalProperties: false,
    // A block that is being written begins with its key.
    properties: { ...keywordProperties(keywords), block: { ...listOf("tasks"), description: keywordDoc("block") }, ...Object.fromEntries([...others, ...named]) },
    patternProperties: { "^with_[a-z_]+$": { description: "A loop over what a lookup gives." }, "^import_(?:tasks|role)$|^ansible\\.builtin\\.import_(?:tasks|role)$": { type: ["string", "object"], description: "The tasks of a file or role in this place, read before the run." } },
  };
}

function reference(name: string): JsonSchema {
  return { $ref: `#/definitions/modules/${name}` };
}
