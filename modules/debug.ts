import { defineQuery } from "#engine/module/define.js";
import type { ActionResult } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Value } from "#engine/core/value.js";
import { Unknown } from "#engine/core/value.js";

const params = {
  type: "object", additionalProperties: false,
  "x-exclusive": [["msg", "var"]],
  properties: {
    msg: { description: "What to show: text, or any value. \"Hello world!\" when neither msg nor var is given." },
    var: { type: "string", "x-expression": true, description: "An expression whose value to show. Unlike Ansible, an undefined one is an error." },
    verbosity: { type: "integer", minimum: 0, default: 0, description: "Skipped where fewer -v were given." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params> & { readonly msg?: Value };

/** Shows a value. */
export const debug = defineQuery<Params>({
  name: "debug",
  summary: "Show a message or a value.",
  params,
  examples: [
    { title: "A message", yaml: "debug:\n  msg: \"{{ inventory_hostname }} has {{ ansible_memtotal_mb }} MB\"" },
    { title: "A registered result", yaml: "debug:\n  var: result.stdout_lines" },
  ],
  returns: { msg: "What was shown." },
  controlOnly: true,
  answer: (_host, given) => Promise.resolve(shown(given)),
});

function shown({ msg, var: asked }: Params): ActionResult | Unknown {
  if (asked === undefined) return { changed: false, values: { msg: msg ?? "Hello world!" } };
  if (asked.value instanceof Unknown) return asked.value;
  return { changed: false, values: { [asked.text]: asked.value } };
}
