import { IMPORT_PLAYBOOK_KEYWORDS, PLAY_KEYWORDS, ROLE_ENTRY_KEYWORDS } from "#engine/schema/keyword-tables.js";
import { partSchema, PARTS, projectSchema } from "#engine/settings/project-schema.js";
import type { JsonSchema } from "./json-schema.js";
import { keywordProperties, listOf, taskDefinitions, type Modules } from "./task-schema.js";

/** The schema of each kind of file, by the name of its own file. They refer to each other: they have to lie in one folder. */
export function fileSchemas(table: Modules): ReadonlyMap<string, JsonSchema> {
  const schemas: readonly (readonly [string, JsonSchema])[] = [
    ["playbook", { type: "array", items: { if: { anyOf: IMPORTS.map((name) => ({ required: [name] })) }, then: IMPORT, else: PLAY }, definitions: { "role-entry": ROLE_ENTRY } }],
    ["tasks", { ...listOf("tasks"), definitions: taskDefinitions(table) }],
    ["handlers", listOf("handlers")],
    ["vars", { ...VARIABLES, type: ["object", "null"] }],
    ["meta", { ...META, definitions: { "role-entry": ROLE_ENTRY } }],
    ["argument-specs", ARGUMENT_SPECS],
    ["inventory", INVENTORY],
    ["settings", SETTINGS],
  ];
  return new Map(schemas.map(([name, schema]) => [name, { $schema: "http://json-schema.org/draft-07/schema#", title: `tsplay: ${name}`, ...schema }]));
}

const IMPORTS = ["import_playbook", "ansible.builtin.import_playbook"];
const IMPORT: JsonSchema = { type: "object", additionalProperties: false, properties: keywordProperties(IMPORT_PLAYBOOK_KEYWORDS) };

const PLAY: JsonSchema = {
  type: "object", additionalProperties: false, required: ["hosts"],
  properties: { ...keywordProperties(PLAY_KEYWORDS), roles: { description: "Roles to play before `tasks`.", anyOf: [{ type: "array", items: { $ref: "#/definitions/role-entry" } }, { type: "null" }] } },
};

/** A role by its name, or with keywords and parameters. */
const ROLE_ENTRY: JsonSchema = { type: ["string", "object"], properties: keywordProperties(ROLE_ENTRY_KEYWORDS) };

const VARIABLES: JsonSchema = { type: "object", propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, description: "Variables: names of letters, digits and _, no digit first." };

const META: JsonSchema = {
  type: ["object", "null"], additionalProperties: false,
  properties: {
    dependencies: { description: "Roles that are played before this one.", anyOf: [{ type: "array", items: { $ref: "#/definitions/role-entry" } }, { type: "null" }] },
    galaxy_info: { type: "object", description: "About the role, for those who look for one; tsplay does not read it." },
    allow_duplicates: { type: "boolean", description: "Whether the role may run more than once in a play with the same parameters." },
    argument_specs: { type: "object", description: "What the role takes, by entry point; better kept in meta/argument_specs.yml." },
    collections: { type: "array", description: "Passed over." },
    standalone: { type: "boolean", description: "Passed over." },
  },
};

const OPTION_TYPES = ["str", "int", "float", "bool", "list", "dict", "path", "raw", "json", "bytes", "bits", "jsonarg", "sid"];

/** Ansible's documentation, "Roles", section "Role argument validation". */
const ARGUMENT_SPECS: JsonSchema = {
  type: ["object", "null"], additionalProperties: false,
  properties: { argument_specs: { type: "object", description: "By entry point: main is tasks/main.yml.", additionalProperties: { $ref: "#/definitions/entry-point" } } },
  definitions: {
    text: { type: ["string", "array"], items: { type: "string" } },
    "entry-point": {
      type: "object", additionalProperties: false,
      properties: {
        short_description: { type: "string", description: "What the entry point does, in one line." },
        description: { $ref: "#/definitions/text" }, author: { $ref: "#/definitions/text" }, version_added: { type: ["string", "number"] }, examples: {}, seealso: { type: "array" },
        options: { type: ["object", "null"], description: "The variables that it takes, by name.", additionalProperties: { $ref: "#/definitions/option" } },
      },
    },
    option: {
      type: "object", additionalProperties: false,
      properties: {
        description: { $ref: "#/definitions/text" }, version_added: { type: ["string", "number"] },
        type: { enum: OPTION_TYPES, description: "Text when left out." },
        required: { type: "boolean", description: "Whether it must be given." },
        default: { description: "For readers: the value itself stands in defaults/main.yml." },
        choices: { type: "array", description: "The values that may be given." },
        elements: { enum: OPTION_TYPES, description: "The type of each item of a list." },
        no_log: { type: "boolean", description: "Whether it is secret." },
        options: { type: "object", description: "The keys of a dictionary, or of those in a list.", additionalProperties: { $ref: "#/definitions/option" } },
        mutually_exclusive: { type: "array" }, required_together: { type: "array" }, required_one_of: { type: "array" }, required_if: { type: "array" }, required_by: { type: "object" }, apply_defaults: { type: "boolean" }, removed_in_version: {}, removed_at_date: {}, removed_from_collection: {}, aliases: { type: "array", items: { type: "string" } },
      },
    },
  },
};

const INVENTORY: JsonSchema = {
  type: ["object", "null"], description: "Groups by name.", additionalProperties: { $ref: "#/definitions/group" },
  properties: { all: { $ref: "#/definitions/group", description: "The group that every host is in." } },
  definitions: {
    variables: { ...VARIABLES, type: ["object", "null"] },
    group: {
      type: ["object", "null"], additionalProperties: false,
      properties: {
        hosts: { type: ["object", "null"], description: "The hosts of the group, each with its variables: `web1:` or `web[01:20]:`.", additionalProperties: { $ref: "#/definitions/host" } },
        children: { type: ["object", "null"], description: "Groups below this one, by name.", additionalProperties: { $ref: "#/definitions/group" } },
        vars: { $ref: "#/definitions/variables", description: "Variables of all hosts of the group." },
      },
    },
    host: {
      ...VARIABLES, type: ["object", "null"],
      properties: Object.fromEntries(Object.entries({
        ansible_host: "The address to connect to, where it is not the host's name.", ansible_port: "The port of sshd.", ansible_user: "The user to log in as.",
        ansible_connection: "ssh, or local for this machine.", ansible_ssh_private_key_file: "The key to log in with.", ansible_become: "Whether to become another user.",
        ansible_become_user: "The user to become.", ansible_ssh_common_args: "More arguments of ssh: -o ProxyJump=...", ansible_password: "The password to log in with: encrypt it.", ansible_become_password: "The password that this takes: encrypt it.", ansible_become_method: "How: sudo, su, doas or runuser.", ansible_become_exe: "The program that does it, where it is not called like the method.", ansible_become_flags: "Options of that program.",
      }).map(([name, description]) => [name, { description }])),
    },
  },
};

const WORDS: JsonSchema = { type: ["array", "string"], items: { type: "string" } };

const SETTINGS: JsonSchema = {
  type: ["object", "null"], description: "Settings of a project, in .tsplay.yml.", additionalProperties: false,
  properties: {
    ...projectSchema().properties,
    ...Object.fromEntries(PARTS.map((part) => [part, partSchema(part)])),
    lint: {
      type: "object", additionalProperties: false, description: "What `tsplay lint` looks for.",
      properties: { off: { ...WORDS, description: "Rules that are switched off; `tsplay lint --list-rules` lists them." }, exclude: { ...WORDS, description: "Globs of paths to pass over." } },
    },
  },
};
