import { defineDirective } from "#engine/module/define.js";

/** Puts hosts into groups that are named after what is known of them. */
export const groupBy = defineDirective({
  name: "group_by",
  summary: "Put each host into a group whose name is made from its variables.",
  params: {
    type: "object", additionalProperties: false, required: ["key"],
    properties: {
      key: { type: "string", minLength: 1, description: "The group; spaces become dashes." },
      parents: { type: "array", items: { type: "string" }, "x-list": true, default: ["all"], description: "Groups above it." },
    },
  },
  examples: [{ title: "A group for each distribution", yaml: "group_by:\n  key: \"os_{{ ansible_distribution }}\"" }],
  returns: { add_group: "The group.", parent_groups: "The groups above it." },
});
