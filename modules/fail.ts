import { defineQuery } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";

const params = {
  type: "object", additionalProperties: false,
  properties: {
    msg: { type: "string", default: "Failed as requested from task", description: "Why, and what to do about it." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Fails the host, mostly under a condition. */
export const fail = defineQuery<Params>({
  name: "fail",
  summary: "Fail with a message.",
  params,
  examples: [{ title: "Refuse an unsupported release", yaml: "fail:\n  msg: \"{{ ansible_distribution_release }} is not supported; use bookworm\"\nwhen: ansible_distribution_release != 'bookworm'" }],
  returns: { msg: "The message." },
  controlOnly: true,
  answer: (_host, { msg }) => Promise.resolve({ changed: false, values: { msg }, problem: { reason: "refused", message: msg } }),
});
