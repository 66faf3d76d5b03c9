import { defineQuery } from "#engine/module/define.js";
import { refuse } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";

const params = {
  type: "object", additionalProperties: false,
  properties: { data: { type: "string", default: "pong", description: "What comes back. \"crash\" makes the task fail." } },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Whether a host can be worked with. */
export const ping = defineQuery<Params>({
  name: "ping",
  summary: "See whether the host can be reached and has a shell.",
  description: "Unlike Ansible, no Python is needed: the answer comes from the shell that every other module uses. It sends no ICMP.",
  params,
  examples: [{ title: "Before anything else", yaml: "ping:" }],
  returns: { ping: "What was given as data: pong." },
  async answer(host, { data }) {
    if (data === "crash") return refuse("boom", "data: crash asks for a failure");
    await host.ask(["true"]);
    return { changed: false, values: { ping: data } };
  },
});
