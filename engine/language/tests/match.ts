import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anyText, flag, optional, required, text } from "../reading.js";

const params = { pattern: required(text), ignorecase: optional(flag, false), multiline: optional(flag, false) } as const;

/** Where an expression has to match. */
type MatchType = "search" | "match" | "fullmatch";

/** Tests by regular expression. The expressions are Python's. */
export const matchTests: Readonly<Record<string, Definition>> = {
  match: define({ doc: "match(pattern, ignorecase=false, multiline=false): whether the text starts with a match.", input: anyText, params, apply: (value, args) => found(value, "match", args) }),
  search: define({ doc: "search(pattern, ignorecase=false, multiline=false): whether there is a match anywhere.", input: anyText, params, apply: (value, args) => found(value, "search", args) }),
  regex: define({
    doc: "regex(pattern, ignorecase=false, multiline=false, match_type='search'): search, match or fullmatch.",
    input: anyText, params: { ...params, match_type: optional(text, "search") },
    apply: (value, { match_type: type, ...args }) => isMatchType(type) ? found(value, type, args) : typeFault(`"${type}" is not a match_type`, "Use search, match or fullmatch."),
  }),
};

function isMatchType(type: string): type is MatchType {
  return ["search", "match", "fullmatch"].includes(type);
}

function found(value: string, type: MatchType, { pattern, ...flags }: { pattern: string; ignorecase: boolean; multiline: boolean }): boolean | Fault {
  const alone = pythonRegex(pattern, flags);
  // Anchored, an expression with a mistake might have none, or another.
  const regex = alone instanceof RegexProblem || type === "search" ? alone : pythonRegex(anchor(pattern, type), flags);
  const fits = regex instanceof RegexProblem ? regex : regex.test(value);
  return fits instanceof RegexProblem ? Fault.of(fits) : fits;
}

/** Flags at the start of an expression have to stay there. */
function anchor(pattern: string, type: MatchType): string {
  const inline = /^\(\?[aiLmsux]+\)/.exec(pattern)?.[0] ?? "";
  return `${inline}\\A(?:${pattern.slice(inline.length)}${inline.includes("x") ? "\n" : ""})${type === "fullmatch" ? "\\Z" : ""}`;
}
