import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { equals } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { adopted, OwnList, OwnMap, putInto } from "./own-values.js";
import { textOf } from "./python-text.js";
import { sequence } from "./reading.js";
import { comparable } from "./secret-parts.js";

/** More items than this are a loop gone wrong. */
const MOST = 1_000_000;

/** `append` and the like on a list that the template made itself; nobody changes those of others, and `instead` says what to write. */
export function changeList(name: string, list: readonly Value[], args: readonly Value[], instead: string): Outcome {
  const change = LIST_CHANGES[name];
  if (!(list instanceof OwnList) || change === undefined) return new Fault("type-error", "Lists cannot be changed, but for those that a template made with `{% set %}`", { hint: instead });
  return list.length > MOST ? new Fault("too-large", `The list has more than ${MOST} items`) : change(list, args);
}

const LIST_CHANGES: Readonly<Record<string, (list: OwnList, args: readonly Value[]) => Outcome>> = {
  append: (list, args) => one(args, (value) => { list.push(adopted(value)); return null; }),
  extend: (list, args) => one(args, (value) => {
    const items = sequence.read(value);
    if (items === undefined) return typeFault("It needs a list");
    for (const item of Array.from(items)) list.push(adopted(item));
    return null;
  }),
  insert: (list, [at, value]) => {
    if (typeof at !== "number" || value === undefined) return typeFault("It needs a position and a value");
    list.splice(at, 0, adopted(value));
    return null;
  },
  remove: (list, args) => one(args, (value) => {
    const at = list.findIndex((each) => equals(each, value) === true);
    if (at === -1) return new Fault("not-found", "The list does not contain it");
    list.splice(at, 1);
    return null;
  }),
  pop: (list, [at = -1]) => {
    const index = typeof at === "number" && at < 0 ? list.length + at : at;
    if (typeof index !== "number" || index < 0 || index >= list.length) return new Fault("not-found", "The list has no such item");
    return list.splice(index, 1)[0] ?? null;
  },
};

function one(args: readonly Value[], change: (value: Value) => Outcome): Outcome {
  const [value] = args;
  return args.length === 1 && value !== undefined ? change(value) : typeFault("It takes one argument");
}

/** `update` and the like on a dictionary that the template made itself; nobody changes those of others. */
export function changeMap(name: string, map: ValueMap, args: readonly Value[], named: ValueMap): Outcome {
  if (!(map instanceof OwnMap)) return new Fault("type-error", "Dictionaries cannot be changed, but for those that a template made with `{% set %}`", { hint: "Write `dict | combine({...})`." });
  const [key, fallback] = args;
  if (name === "update") return update(map, args, named);
  if (key === undefined) return typeFault("It needs a key");
  return name === "pop" ? pop(map, textOf(comparable(key)), fallback) : setDefault(map, textOf(comparable(key)), fallback ?? null);
}

function pop(map: OwnMap, key: string, fallback: Value | undefined): Outcome {
  if (!Object.hasOwn(map, key)) return fallback === undefined ? new Fault("not-found", "The dictionary has no such key") : fallback;
  const value = map.asValue()[key] ?? null;
  Reflect.deleteProperty(map, key);
  return value;
}

function setDefault(map: OwnMap, key: string, value: Value): Outcome {
  if (Object.hasOwn(map, key)) return map.asValue()[key] ?? null;
  const kept = adopted(value);
  putInto(map, key, kept);
  return kept;
}

function update(map: object, args: readonly Value[], named: ValueMap): Outcome {
  const [other = named] = args;
  const entries: readonly (readonly [Value, Value])[] | undefined = isMap(other) ? Object.entries(other)
    : isList(other) && other.every((pair) => isList(pair) && pair.length === 2) ? other as readonly (readonly [Value, Value])[] : undefined;
  if (entries === undefined) return typeFault("It needs a dictionary");
  for (const [key, value] of [...entries, ...Object.entries(named)]) putInto(map, textOf(comparable(key)), adopted(value));
  return null;
}
