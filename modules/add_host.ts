import { defineDirective } from "#engine/module/define.js";

/** Adds a host to the inventory of this run. */
export const addHost = defineDirective({
  name: "add_host",
  summary: "Add a host, with groups and variables, to the inventory of this run.",
  description: "Runs once for all hosts of a play. Plays that follow see the host; the inventory's files stay as they are.",
  params: {
    type: "object", additionalProperties: true, required: ["name"],
    properties: {
      name: { type: "string", minLength: 1, description: "The host, perhaps with a port behind a colon.", "x-aliases": ["host", "hostname"] },
      groups: { type: "array", items: { type: "string" }, "x-list": true, default: [], description: "Groups that it joins.", "x-aliases": ["group", "groupname"] },
    },
  },
  examples: [{ title: "A machine that was just made", yaml: "add_host:\n  name: \"{{ new_address }}\"\n  groups: [fresh]\n  ansible_user: admin" }],
  returns: { add_host: "The host's name, groups and variables." },
});
