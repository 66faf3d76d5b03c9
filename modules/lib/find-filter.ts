import { refuse, type Refusal } from "#engine/module/contract.js";
import { isBadPattern, pythonRegex, type BadPattern } from "./python-regex.js";
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

/** Whether an entry is asked for; undefined: nobody knows its time yet. */
export type FindFilter = (entry: FoundEntry, now: number) => boolean | undefined;

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
  const { file_type: type, hidden, age_stamp: stamp } = wishes;
  return (entry, now) => {
    if (!names(entry.name) || (entry.name.startsWith(".") && !hidden) || (type !== "any" && entry.kind !== type)) return false;
    if (entry.kind === "file" && !beyond(entry.size, size)) return false;
    if (age === undefined) return true;
    const time = entry[stamp];
    return time === undefined ? undefined : beyond(now - time, age);
  };
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

function nameFilter({ patterns, excludes, use_regex: isRegex }: FindWishes): ((name: string) => boolean) | Refusal {
  const wanted = patterns.length === 0 ? [isRegex ? ".*" : "*"] : patterns;
  if (!isRegex) return (name) => wanted.some((each) => fitsShellPattern(each, name)) && !excludes.some((each) => fitsShellPattern(each, name));
  const [yes, no] = [compiled(wanted), compiled(excludes)];
  if ("bad" in yes) return refuse(`a pattern cannot be used: ${yes.bad}`);
  if ("bad" in no) return refuse(`a pattern cannot be used: ${no.bad}`);
  return (name) => yes.some((each) => each.exec(name)?.index === 0) && !no.some((each) => each.exec(name)?.index === 0);
}

function compiled(patterns: readonly string[]): readonly RegExp[] | BadPattern {
  const all = patterns.map((each) => pythonRegex(`(?:${each})`));
  return all.find(isBadPattern) ?? all.filter((each) => each instanceof RegExp);
}
