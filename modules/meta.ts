import { defineDirective } from "#engine/module/define.js";

/** Steers the run itself. */
export const meta = defineDirective({
  name: "meta",
  summary: "Steer the run: handlers now, end of a play or a host, facts forgotten.",
  params: {
    type: "object", additionalProperties: false, required: ["action"], "x-free-form": "action",
    properties: {
      action: {
        type: "string",
        enum: ["flush_handlers", "end_play", "end_batch", "end_host", "clear_facts", "clear_host_errors", "refresh_inventory", "reset_connection", "noop"],
        description: "flush_handlers: run notified handlers now. end_play, end_batch, end_host: leave out the rest, which is no failure. clear_facts: forget gathered facts and the fact cache. clear_host_errors: hosts that failed or were unreachable take part again from the next play on. refresh_inventory: read the inventory again. reset_connection: connect anew. noop: nothing.",
      },
    },
  },
  returns: {},
  examples: [{ title: "Leave a host alone from here on", yaml: "meta: end_host\nwhen: ansible_distribution != 'Debian'" }],
});
