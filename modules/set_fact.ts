import { defineQuery } from "#engine/module/define.js";
import { refuse } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ValueMap } from "#engine/core/value.js";

const params = {
  type: "object", additionalProperties: true,
  properties: {
    cacheable: { type: "boolean", default: false, description: "They are facts of the host as well (ansible_facts), and kept where facts are kept from run to run." },
  },
} as const satisfies ObjectSchema;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Sets variables of a host for the rest of the run. */
export const setFact = defineQuery<ValueMap>({
  name: "set_fact",
  summary: "Set variables of the host for the rest of the run.",
  params,
  examples: [{ title: "A value used in several places", yaml: "set_fact:\n  heap_mb: \"{{ [ansible_memtotal_mb // 2, 24576] | min }}\"" }],
  returns: { ansible_facts: "The variables that were set." },
  controlOnly: true,
  answer(_host, given) {
    const facts = Object.fromEntries(Object.entries(given).filter(([name]) => name !== "cacheable"));
    const wrong = Object.keys(facts).find((name) => !NAME.test(name));
    if (wrong !== undefined) return Promise.resolve(refuse(`"${wrong}" is no name for a variable`, "use letters, digits and _, no digit first"));
    return Promise.resolve({ changed: false, values: { ansible_facts: facts } });
  },
});
