import { defineQuery } from "#engine/module/define.js";
import type { ActionResult } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { Unknown } from "#engine/core/value.js";

const params = {
  type: "object", required: ["that"], additionalProperties: false,
  properties: {
    that: { type: "array", "x-expression": true, "x-list": true, description: "Conditions that must all be true, as bare expressions." },
    fail_msg: { type: "string", "x-aliases": ["msg"], description: "What to say when one is not." },
    success_msg: { type: "string", default: "All assertions passed", description: "What to say when all are." },
    quiet: { type: "boolean", default: false, description: "Register no values." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Conditions that must hold, or the host fails here. In a check run a condition over unknown values is unknown, unless another one is false already. */
export const assert = defineQuery<Params>({
  name: "assert",
  summary: "Fail unless conditions hold.",
  params,
  examples: [{ title: "Enough memory", yaml: "assert:\n  that:\n    - ansible_memtotal_mb >= 3500\n    - users_expected <= 3500 or groups['app'] | length > 1\n  fail_msg: Two servers carry at most 3,500 users" }],
  returns: { msg: "What was said.", assertion: "The condition that did not hold.", evaluated_to: "What it came to." },
  controlOnly: true,
  answer: (_host, given) => Promise.resolve(judge(given)),
});

function judge({ that, fail_msg, success_msg, quiet }: Params): ActionResult | Unknown {
  const broken = that.find(({ value }) => !(value instanceof Unknown) && value !== true);
  if (broken !== undefined) {
    const message = fail_msg ?? "Assertion failed";
    const said = typeof broken.value === "boolean" ? "" : `: it is ${JSON.stringify(broken.value)}, not true or false`;
    return {
      changed: false, values: quiet ? { msg: message } : { msg: message, assertion: broken.text, evaluated_to: broken.value },
      problem: { reason: "assertion-failed", assertion: `${broken.text}${said}`, message },
    };
  }
  const open = that.map(({ value }) => value).find((value) => value instanceof Unknown);
  return open ?? { changed: false, values: { msg: success_msg } };
}
