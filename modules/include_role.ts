import { defineDirective } from "#engine/module/define.js";
import type { PropertySchema } from "#engine/module/param-schema.js";

/** The parts of a role to take instead of main.yml. */
const ROLE_PARTS = {
  tasks_from: { type: "string", default: "main", description: "A file of the role's tasks/ to run instead of main." },
  vars_from: { type: "string", default: "main", description: "A file of the role's vars/ to load instead of main." },
  defaults_from: { type: "string", default: "main", description: "A file of the role's defaults/ to load instead of main." },
  handlers_from: { type: "string", default: "main", description: "A file of the role's handlers/ to load instead of main." },
  allow_duplicates: { type: "boolean", default: true, description: "Whether the role runs again when it has run in this play." },
  rolespec_validate: { type: "boolean", default: true, description: "Whether the role's argument specs are checked first." },
} as const satisfies Readonly<Record<string, PropertySchema>>;

/** Runs a role, decided for each host when its turn comes. */
export const includeRole = defineDirective({
  name: "include_role",
  summary: "Run a role, chosen for each host when the task has its turn.",
  description: "`when`, `loop`, `tags` and `register` hold for the include itself, not for the tasks of the role: give those `apply`, or use import_role. A role that is named without a template is read and checked before any host is touched.",
  params: {
    type: "object", additionalProperties: false, required: ["name"], "x-free-form": "name",
    properties: {
      name: { type: "string", minLength: 1, description: "The role.", "x-aliases": ["role"] },
      ...ROLE_PARTS,
      public: { type: "boolean", default: false, description: "Whether the role's defaults and vars are seen by the tasks that follow." },
      apply: { type: "object", description: "Keywords of a block for the tasks of the role." },
    },
  },
  verbatim: ["apply"],
  examples: [
    { title: "A role for each application", yaml: "include_role:\n  name: app\n  tasks_from: deploy\nloop: \"{{ apps }}\"\nloop_control: {loop_var: app}" },
  ],
  returns: { include_args: "What was included, and from which parts." },
});
