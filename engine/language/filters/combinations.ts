import { randomInt } from "node:crypto";
import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import type { Outcome } from "../outcome.js";
import { PythonRandom } from "../python-random.js";
import { anything, flag, integer, list, maybe, optional, required, sequence, text } from "../reading.js";
import { compareLoosely } from "../version-order.js";
import { textOf } from "../python-text.js";
import { comparable } from "../secret-parts.js";

/** How many rows may be looked at in one round. */
const LIMIT = 1_000_000;

/** Filters that choose from lists, and put them in an order of chance or of versions. */
export const combinationFilters: Readonly<Record<string, Definition>> = {
  permutations: define({ doc: "permutations(r): every order of r items (all, when left out).", input: sequence, secrets: "carried", params: { r: maybe(integer) }, apply: (items, { r }) => arrange(items, r ?? items.length, (used, index) => !used.includes(index)) }),
  combinations: define({ doc: "combinations(r): every choice of r items, in their order.", input: sequence, secrets: "carried", params: { r: required(integer) }, apply: (items, { r }) => arrange(items, r, (used, index) => index > (used.at(-1) ?? -1)) }),
  shuffle: define({ doc: "shuffle(seed): in an order of chance; the same for the same seed, and the same as under Ansible.", input: list, secrets: "carried", params: { seed: maybe(anything) }, apply: (items, { seed }) => shuffled(items, seed ?? null) }),
  random: define({
    doc: "random(end, start, step, seed): an item of a list, or a number below; the same for the same seed, and the same as under Ansible.",
    input: anything, secrets: "carried", params: { start: maybe(integer), step: maybe(integer), seed: maybe(anything) },
    apply: (value, { start, step, seed }) => pick(value, { start: start ?? undefined, step: step ?? undefined }, below(seed ?? null)),
  }),
  version_sort: define({ doc: "version_sort(reverse=false): texts in the order of versions.", input: list, params: { reverse: optional(flag, false) }, apply: (items, { reverse }) => versionSort(items, reverse ? -1 : 1) }),
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

/** Whole numbers of chance from 0 to below a limit; with a seed those that Python's Random(seed) gives. */
function below(seed: Value): (limit: number) => number {
  if (seed === null) return (limit) => randomInt(limit);
  const random = new PythonRandom(seedOf(seed));
  return (limit) => random.below(limit);
}

function seedOf(seed: Value): string | number {
  const plain = comparable(seed);
  return typeof plain === "number" ? plain : textOf(plain);
}

function shuffled(items: readonly Value[], seed: Value): readonly Value[] {
  if (seed !== null) return new PythonRandom(seedOf(seed)).shuffled(items);
  const left = [...items];
  return items.map(() => left.splice(randomInt(left.length), 1)[0] ?? null);
}

function pick(value: Value, { start, step }: { start: number | undefined; step: number | undefined }, random: (limit: number) => number): Outcome {
  if (typeof value === "number") return pickNumber(value, start ?? 0, step ?? 1, random);
  const items = sequence.read(value);
  if (items === undefined || items.length === 0) return typeFault("It works on a number or a list that is not empty");
  if (start !== undefined || step !== undefined) return typeFault("\"start\" and \"step\" are for numbers only");
  return items[random(items.length)] ?? null;
}

function pickNumber(end: number, start: number, ...[step, random]: [number, (limit: number) => number]): number | Fault {
  const count = step === 0 ? 0 : Math.ceil((end - start) / step);
  return count >= 1 && count <= 2 ** 32 ? start + step * random(count) : typeFault(`There is no number from ${start} to below ${end} in steps of ${step}`);
}

function versionSort(items: readonly Value[], direction: 1 | -1): Outcome {
  const texts = items.map((item) => text.read(item));
  let fault: Fault | undefined;
  const sorted = texts.filter((item) => item !== undefined).sort((a, b) => {
    const difference = compareLoosely(a, b);
    if (difference instanceof Fault) fault ??= difference;
    return difference instanceof Fault ? 0 : difference * direction;
  });
  return fault ?? (texts.includes(undefined) ? typeFault("Every item must be a string") : sorted);
}
