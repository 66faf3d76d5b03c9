import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { expand, pythonRegex, tooLong, type RegexFlags } from "../python-regex.js";
import { anyText, flag, integer, optional, required, text } from "../reading.js";

const flags = { ignorecase: optional(flag, false), multiline: optional(flag, false) } as const;

/** Filters that search by regular expression. The expressions are Python's. */
export const regexFilters: Readonly<Record<string, Definition>> = {
  regex_search: define({
    doc: "regex_search(regex, groups..., multiline=false, ignorecase=false): the first match or none; with groups ('\\\\1', '\\\\g<name>') their texts as a list.",
    input: anyText, params: { regex: required(text) }, rest: true, named: true,
    apply: (value, { regex }, { rest, named }) => search(value, regex, { flags: flagsOf(named), groups: rest }),
  }),
  regex_findall: define({
    doc: "regex_findall(regex, multiline=false, ignorecase=false): all matches; of an expression with groups, the groups.",
    input: anyText, params: { regex: required(text), ...flags },
    apply: (value, { regex, ignorecase, multiline }) => findAll(value, regex, { ignorecase, multiline }),
  }),
  regex_replace: define({
    doc: "regex_replace(pattern='', replacement='', ignorecase=false, multiline=false, count=0): every match replaced; \\\\1 and \\\\g<name> stand for groups.",
    input: anyText, params: { pattern: optional(text, ""), replacement: optional(text, ""), ...flags, count: optional(integer, 0), mandatory_count: optional(integer, 0) },
    apply: (value, { pattern, replacement, ignorecase, multiline, count }) => replaceAll(value, pattern, { replacement, count, flags: { ignorecase, multiline } }),
  }),
  regex_escape: define({
    doc: "regex_escape(re_type='python'): the text, to be matched literally.",
    input: anyText, params: { re_type: optional(text, "python") },
    apply: (value, { re_type: type }) => type === "posix_basic" ? value.replace(/[\].[^$*\\]/g, "\\$&") : value.replace(/[-\s#$&()*+.?[\\\]^{|}~]/g, "\\$&"),
  }),
};

function flagsOf(named: Readonly<Record<string, Value>>): RegexFlags {
  return { ignorecase: named["ignorecase"] === true, multiline: named["multiline"] === true };
}

function search(value: string, regex: string, { flags: chosen, groups }: { flags: RegexFlags; groups: readonly Value[] }): Value | Fault {
  const pattern = pythonRegex(regex, chosen);
  if (pattern instanceof Fault) return pattern;
  const match = tooLong(value) ?? pattern.exec(value);
  if (match instanceof Fault) return match;
  if (match === null) return null;
  if (groups.length === 0) return match[0];
  const found: string[] = [];
  for (const group of groups) {
    const each = typeof group === "string" ? expand(/^\\(\d|g<)/.test(group) ? group : `\\g<${group}>`, match, match.groups) : new Fault("type-error", "A group is written as a string, such as '\\\\1'");
    if (each instanceof Fault) return each;
    found.push(each);
  }
  return found;
}

function findAll(value: string, regex: string, chosen: RegexFlags): Value | Fault {
  const pattern = pythonRegex(regex, chosen);
  if (pattern instanceof Fault) return pattern;
  return tooLong(value) ?? [...value.matchAll(pattern)].map(([whole, ...groups]) => groups.length === 0 ? whole : groups.length === 1 ? groups[0] ?? "" : groups.map((group: string | undefined) => group ?? ""));
}

function replaceAll(value: string, regex: string, { replacement, count, flags: chosen }: { replacement: string; count: number; flags: RegexFlags }): Value | Fault {
  const pattern = pythonRegex(regex, chosen);
  if (pattern instanceof Fault) return pattern;
  const faults = [tooLong(value)].filter((fault) => fault !== undefined);
  if (faults.length > 0) return faults[0] ?? null;
  let left = count === 0 ? Infinity : count;
  const replaced = value.replace(pattern, (whole: string, ...rest: unknown[]) => {
    left -= 1;
    if (left < 0 || faults.length > 0) return whole;
    const text = expand(replacement, ...groupsOf(whole, rest));
    if (text instanceof Fault) faults.push(text);
    return text instanceof Fault ? whole : text;
  });
  return faults[0] ?? replaced;
}

/** What a replacer is given after the match: groups, where it is, the whole text, and the named groups if there are any. */
function groupsOf(whole: string, rest: readonly unknown[]): [(string | undefined)[], Record<string, string | undefined>] {
  const last = rest.at(-1);
  const named = typeof last === "object" && last !== null ? last as Record<string, string | undefined> : undefined;
  return [[whole, ...rest.slice(0, named === undefined ? -2 : -3) as (string | undefined)[]], named ?? {}];
}
