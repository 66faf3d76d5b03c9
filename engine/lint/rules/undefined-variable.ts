import { didYouMean } from "#engine/core/suggest.js";
import { MAGIC_NAMES } from "#engine/plan/magic-names.js";
import type { Remark, Rule } from "../rule.js";

/** Variables that nothing among the files defines. What an inventory or -e may bring is known to `run`, and to lint with -i. */
export const undefinedVariable: Rule = {
  id: "undefined-variable", planned: true, severity: "hint", summary: "A variable that nothing defines in the files that were looked at",
  project({ names, plays, inventories }) {
    if (names.open) return [];
    const known = new Set([...names.written.keys(), ...names.made, ...MAGIC_NAMES]);
    const first = new Map(names.uses.filter(({ name, guarded }) => !guarded && !known.has(name) && !names.optional.has(name) && !name.startsWith("ansible_")).map((use) => [`${use.file.shown} ${use.name}`, use] as const).reverse());
    return [...first.values()].map((use): Remark => {
      const guess = didYouMean(use.name, [...known].filter((name) => !MAGIC_NAMES.includes(name)));
      const complete = plays.length > 0 && inventories.length > 0;
      return { message: `nothing that was looked at defines "${use.name}"`, place: use.place, severity: complete && guess !== undefined ? "warning" : "hint", hint: guess ?? `Define it in vars or defaults, give it with -e, or write {{ ${use.name} | default(...) }}` };
    });
  },
};
