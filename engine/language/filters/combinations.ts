import { isList, Unknown, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import type { Outcome } from "../outcome.js";
import { seededRandom } from "../seeded-random.js";
import { integer, list, maybe, required, anything, sequence, text } from "../reading.js";
import { compareLoosely } from "../version-order.js";
import { textOf } from "../python-text.js";
import { mapOf } from "../secret-parts.js";

/** How many rows may be looked at in one round. */
const LIMIT = 1_000_000;

/** Filters that choose from lists, and put them in an order of chance or of versions. */
export const combinationFilters: Readonly<Record<string, Definition>> = {
  permutations: define({ doc: "permutations(r): every order of r items (all, when left out).", input: sequence, secrets: "carried", params: { r: maybe(integer) }, apply: (items, { r }) => arrange(items, r ?? items.length, (used, index) => !used.includes(index)) }),
  combinations: define({ doc: "combinations(r): every choice of r items, in their order.", input: sequence, secrets: "carried", params: { r: required(integer) }, apply: (items, { r }) => arrange(items, r, (used, index) => index > (used.at(-1) ?? -1)) }),
  shuffle: define({ doc: "shuffle(seed): in an order of chance; the same for the same seed (but not the order Ansible gives for it).", input: list, secrets: "carried", params: { seed: maybe(anything) }, apply: (items, { seed }) => shuffled(items, seededRandom(seed ?? null)) }),
  random: define({
    doc: "random(end, start, step, seed): an item of a list, or a number below; the same for the same seed (but not the one Ansible gives for it).",
    input: anything, secrets: "carried", params: { start: maybe(integer), step: maybe(integer), seed: maybe(anything) },
    apply: (value, { start, step, seed }) => pick(value, { start: start ?? 0, step: step ?? 1 }, seededRandom(seed ?? null)),
  }),
  version_sort: define({ doc: "version_sort: texts in the order of versions.", input: list, apply: versionSort }),
  counter: define({ doc: "counter: how often each item is in the list.", input: list, apply: (items) => mapOf([...new Set(items.map(textOf))].map((item) => [item, items.filter((each) => textOf(each) === item).length])) }),
  dict: define({
    doc: "dict: a dictionary from a list of pairs.", input: list, secrets: "carried",
    apply: (pairs) => {
      const entries = pairs.map((pair) => isList(pair) && pair.length === 2 && typeof pair[0] === "string" ? [pair[0], pair[1] ?? null] as const : undefined);
      const unknown = pairs.find((pair) => pair instanceof Unknown);
      if (unknown !== undefined) return unknown;
      return entries.includes(undefined) ? typeFault("Every item must be a pair of a string and a value") : mapOf(entries.filter((entry) => entry !== undefined));
    },
  }),
};

function arrange(items: readonly Value[], size: number, allowed: (used: readonly number[], index: number) => boolean): Outcome {
  if (size < 0 || size > items.length) return [];
  let rows: number[][] = [[]];
  for (let round = 0; round < size; round += 1) {
    if (rows.length * items.length > LIMIT) return new Fault("too-large", `There are too many of them: more than ${LIMIT} would have to be looked at`);
    rows = rows.flatMap((used) => items.flatMap((_, index) => allowed(used, index) ? [[...used, index]] : []));
  }
  return rows.map((row) => row.map((index) => items[index] ?? null));
}

function shuffled(items: readonly Value[], random: () => number): readonly Value[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0] ?? null);
}

function pick(value: Value, { start, step }: { start: number; step: number }, random: () => number): Outcome {
  if (typeof value === "number") {
    const count = Math.ceil((value - start) / step);
    return count >= 1 ? start + step * Math.floor(random() * count) : new Fault("type-error", `There is no number from ${start} to below ${value}`);
  }
  const items = sequence.read(value);
  if (items === undefined || items.length === 0) return typeFault("It works on a number or a list that is not empty");
  return items[Math.floor(random() * items.length)] ?? null;
}

function versionSort(items: readonly Value[]): Outcome {
  const texts = items.map((item) => text.read(item));
  let fault: Fault | undefined;
  const sorted = texts.filter((item) => item !== undefined).sort((a, b) => {
    const difference = compareLoosely(a, b);
    if (difference instanceof Fault) fault ??= difference;
    return difference instanceof Fault ? 0 : difference;
  });
  return fault ?? (texts.includes(undefined) ? typeFault("Every item must be a string") : sorted);
}
