import type { Value } from "#engine/core/value.js";
import { pythonRegex, type Match, type RegexFlags } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { groupOf, replaceMatches } from "#engine/regex/replacement.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anyText, flag, integer, optional, required, text } from "../reading.js";

const flags = { multiline: optional(flag, false), ignorecase: optional(flag, false) } as const;

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
    apply: (value, { regex, ...chosen }) => findAll(value, regex, chosen),
  }),
  regex_replace: define({
    doc: "regex_replace(pattern='', replacement='', ignorecase=false, multiline=false, count=0, mandatory_count=0): every match (or the first `count`) replaced; \\\\1 and \\\\g<name> stand for groups. Fewer than `mandatory_count` are an error.",
    input: anyText, params: { pattern: optional(text, ""), replacement: optional(text, ""), ignorecase: flags.ignorecase, multiline: flags.multiline, count: optional(integer, 0), mandatory_count: optional(integer, 0) },
    apply: (value, { pattern, replacement, count, mandatory_count: mandatory, ...chosen }) => replaceAll(value, pattern, { replacement, count, mandatory, flags: chosen }),
  }),
  regex_escape: define({
    doc: "regex_escape(re_type='python'): the text, to be matched literally; python or posix_basic.",
    input: anyText, params: { re_type: optional(text, "python") }, apply: escape,
  }),
};

function flagsOf(named: Readonly<Record<string, Value>>): RegexFlags {
  return { ignorecase: named["ignorecase"] === true, multiline: named["multiline"] === true };
}

function escape(value: string, { re_type: type }: { re_type: string }): string | Fault {
  if (type === "posix_basic") return value.replace(/[\].[^$*\\]/g, "\\$&");
  return type === "python" ? value.replace(/[-\s#$&()*+.?[\\\]^{|}~]/g, "\\$&") : typeFault(`"${type}" is not a kind of regular expression that can be escaped for`, "Use python or posix_basic.");
}

function search(value: string, regex: string, { flags: chosen, groups }: { flags: RegexFlags; groups: readonly Value[] }): Value | Fault {
  const found = matchesOf(value, regex, chosen, 1);
  if (found instanceof Fault) return found;
  const [match] = found;
  if (match === undefined) return null;
  if (groups.length === 0) return match.groups[0] ?? "";
  const texts: Value[] = [];
  for (const group of groups) {
    const each = typeof group === "string" ? groupText(group, match) : groupFault(group);
    if (each instanceof Fault) return each;
    texts.push(each);
  }
  return texts;
}

/** `\1`, `\g<1>` or `\g<name>`. */
function groupText(group: string, match: Match): Value | Fault {
  const name = /^\\(?:(\d+)|g<([^>]+)>)$/.exec(group);
  return name === null ? groupFault(group) : orFault(groupOf(name[1] ?? name[2] ?? "", match));
}

function groupFault(group: Value): Fault {
  return typeFault(`${typeof group === "string" ? `"${group}"` : "What was given"} is not a group`, "Write groups as '\\\\1' or '\\\\g<name>'.");
}

function findAll(value: string, regex: string, chosen: RegexFlags): Value | Fault {
  const found = matchesOf(value, regex, chosen);
  if (found instanceof Fault) return found;
  return found.map(({ groups: [whole = "", ...groups] }) => groups.length === 0 ? whole : groups.length === 1 ? groups[0] ?? "" : groups.map((group) => group ?? ""));
}

function matchesOf(value: string, regex: string, chosen: RegexFlags, most?: number): readonly Match[] | Fault {
  const pattern = pythonRegex(regex, chosen);
  return orFault(pattern instanceof RegexProblem ? pattern : pattern.matches(value, most));
}

interface Replacing { readonly replacement: string; readonly count: number; readonly mandatory: number; readonly flags: RegexFlags }

function replaceAll(value: string, regex: string, { replacement, count, mandatory, flags: chosen }: Replacing): Value | Fault {
  const found = matchesOf(value, regex, chosen, count > 0 ? count : undefined);
  if (found instanceof Fault) return found;
  if (found.length < mandatory) return new Fault("too-few-matches", `It matches ${found.length} times, ${mandatory} are wanted`);
  return orFault(replaceMatches(value, found, replacement));
}

function orFault<T>(found: T | RegexProblem): T | Fault {
  return found instanceof RegexProblem ? Fault.of(found) : found;
}
