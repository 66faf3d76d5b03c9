import { refuse, type Refusal } from "#engine/module/contract.js";
import { pythonRegex, PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { regexRefusal } from "./regex-refusal.js";
import { fitsShellPattern } from "./shell-pattern.js";
import type { FoundEntry } from "./find-entry.js";

/** What the module find is asked for, as far as names and inodes tell. */
export interface FindWishes {
  readonly patterns: readonly string[];
  readonly excludes: readonly string[];
  readonly use_regex: boolean;
  readonly file_type: "any" | "directory" | "file" | "link";
  readonly hidden: boolean;
  readonly age?: string;
  readonly age_stamp: "atime" | "ctime" | "mtime";
  readonly size?: string;
}

/** What of the entries is asked for; undefined: nobody knows its time yet. */
export type FindFilter = (entries: readonly FoundEntry[], now: number) => readonly (boolean | undefined)[] | Refusal;

const SECONDS: Readonly<Record<string, number>> = { "": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800 };
const BYTES: Readonly<Record<string, number>> = { "": 1, "b": 1, "k": 2 ** 10, "m": 2 ** 20, "g": 2 ** 30, "t": 2 ** 40 };

/** Compiles the wishes; in Ansible's words where one makes no sense. */
export function findFilter(wishes: FindWishes): FindFilter | Refusal {
  const age = amount(wishes.age, SECONDS);
  const size = amount(wishes.size, BYTES);
  if (age === "bad") return refuse("failed to process age", "write it as 2d, 4h or -30m: a number, and s, m, h, d or w");
  if (size === "bad") return refuse("failed to process size", "write it as 10m or -4k: a number, and b, k, m, g or t");
  const names = nameFilter(wishes);
  if (typeof names !== "function") return names;
  return (entries, now) => {
    const named = names(entries.map(({ name }) => name));
    return "refused" in named ? named : entries.map((entry, at) => named[at] === true && fits(entry, now, { wishes, age, size }));
  };
}

function fits(entry: FoundEntry, now: number, { wishes, age, size }: { readonly wishes: FindWishes; readonly age: number | undefined; readonly size: number | undefined }): boolean | undefined {
  const { file_type: type, hidden, age_stamp: stamp } = wishes;
  if ((entry.name.startsWith(".") && !hidden) || (type !== "any" && entry.kind !== type)) return false;
  if (entry.kind === "file" && !beyond(entry.size, size)) return false;
  if (age === undefined) return true;
  const time = entry[stamp];
  return time === undefined ? undefined : beyond(now - time, age);
}

/** At least a number; for a negative one: at most as much. */
function beyond(value: number, limit: number | undefined): boolean {
  return limit === undefined || (limit < 0 ? value <= -limit : value >= limit);
}

function amount(text: string | undefined, units: Readonly<Record<string, number>>): number | "bad" | undefined {
  if (text === undefined) return undefined;
  const match = /^(-?\d+)([a-z]?)$/.exec(text.toLowerCase());
  const unit = units[match?.[2] ?? "?"];
  return match === null || unit === undefined ? "bad" : Number(match[1]) * unit;
}

/** Whether each name fits one of the patterns and none of the excludes. */
type NameFilter = (names: readonly string[]) => readonly boolean[] | Refusal;

function nameFilter({ patterns, excludes, use_regex: isRegex }: FindWishes): NameFilter | Refusal {
  const wanted = patterns.length === 0 ? [isRegex ? ".*" : "*"] : patterns;
  if (!isRegex) return (names) => names.map((name) => wanted.some((each) => fitsShellPattern(each, name)) && !excludes.some((each) => fitsShellPattern(each, name)));
  const [yes, no] = [compiled(wanted), compiled(excludes)];
  if (yes instanceof RegexProblem) return regexRefusal("patterns", yes);
  if (no instanceof RegexProblem) return regexRefusal("excludes", no);
  return (names) => {
    const [fitting, left] = [oneFits(yes, names), oneFits(no, names)];
    if (fitting instanceof RegexProblem) return regexRefusal("patterns", fitting);
    if (left instanceof RegexProblem) return regexRefusal("excludes", left);
    return names.map((_name, at) => fitting[at] === true && left[at] === false);
  };
}

function compiled(patterns: readonly string[]): readonly PythonRegex[] | RegexProblem {
  const all = patterns.map((each) => pythonRegex(each));
  return all.find((each) => each instanceof RegexProblem) ?? all.filter((each) => each instanceof PythonRegex);
}

/** Whether one of the expressions fits each name from its beginning: the first match is the leftmost one. */
function oneFits(patterns: readonly PythonRegex[], names: readonly string[]): readonly boolean[] | RegexProblem {
  const found = patterns.map((pattern) => pattern.firstOfEach(names));
  const slow = found.find((each) => each instanceof RegexProblem);
  return slow ?? names.map((_name, at) => found.some((matches) => !(matches instanceof RegexProblem) && matches[at]?.index === 0));
}
