import { defineDirective } from "#engine/module/define.js";

/** Checks variables against an argument spec, as Ansible does before a role that has one. */
export const validateArgumentSpec = defineDirective({
  name: "validate_argument_spec",
  summary: "Check variables against a specification of arguments.",
  description: "Runs by itself before a role with meta/argument_specs.yml. Types, required, choices, elements and options of dictionaries are checked.",
  params: {
    type: "object", additionalProperties: false, required: ["argument_spec"],
    properties: {
      argument_spec: { type: "object", description: "Options by name: type, required, choices, elements, options, default." },
      provided_arguments: { type: "object", default: {}, description: "Values by name; variables of the same names where left out." },
      validate_args_context: { type: "object", description: "What is being checked, for messages." },
    },
  },
  verbatim: ["argument_spec"],
  examples: [{ title: "Check a port", yaml: "validate_argument_spec:\n  argument_spec:\n    port: {type: int, required: true}" }],
  returns: { argument_errors: "What is wrong.", validate_args_context: "What was checked." },
});
