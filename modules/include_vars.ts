import { defineDirective } from "#engine/module/define.js";

/** Loads variables from files when the task has its turn. */
export const includeVars = defineDirective({
  name: "include_vars",
  summary: "Load variables from a file or a folder for the rest of the run.",
  description: "They stand above play, block and task variables, below set_fact (level 18 of the order of precedence). Values may hold templates.",
  params: {
    type: "object", additionalProperties: false, "x-free-form": "file", "x-required-one-of": [["file", "dir"]], "x-exclusive": [["file", "dir"]],
    properties: {
      file: { type: "string", minLength: 1, description: "The file, looked for in the role's vars/, the role, and beside the playbook." },
      dir: { type: "string", minLength: 1, description: "A folder whose files are loaded in the order of their names." },
      name: { type: "string", description: "A variable to put everything into." },
      depth: { type: "integer", minimum: 0, default: 0, description: "How deep below `dir` to look; 0: as deep as it goes." },
      files_matching: { type: "string", description: "A regular expression that names of files below `dir` must match." },
      ignore_files: { type: "array", items: { type: "string" }, "x-list": true, default: [], description: "Names of files (regular expressions) below `dir` to leave out." },
      extensions: { type: "array", items: { type: "string" }, "x-list": true, default: ["yaml", "yml", "json"], description: "Endings of files below `dir`." },
      ignore_unknown_extensions: { type: "boolean", default: false, description: "Whether files with other endings are passed over instead of refused." },
      hash_behaviour: { type: "string", enum: ["replace"], description: "Only `replace`: merging behind one's back is not offered; use the filter `combine`." },
    },
  },
  examples: [
    { title: "What differs between systems", yaml: "include_vars: \"{{ ansible_distribution }}.yml\"" },
    { title: "A folder", yaml: "include_vars:\n  dir: vars/sites\n  name: sites" },
  ],
  returns: { ansible_facts: "The variables as they are written.", ansible_included_var_files: "The files that were read." },
});
