import type { ValueMap } from "#engine/core/value.js";

/** Facts in both spellings: `ansible_facts.distribution` and `ansible_distribution`. */
export function factVariables(facts: ValueMap): ValueMap {
  const spelled = Object.entries(facts).map(([name, value]) => [name.startsWith("ansible_") ? name : `ansible_${name}`, value] as const);
  return { ...Object.fromEntries(spelled), ansible_facts: facts };
}
