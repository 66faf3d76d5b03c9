import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anyText, flag, optional, required, text } from "../reading.js";
import { pythonRegex } from "../regex/python-regex.js";

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
  if (alone instanceof Fault || type === "search") return alone instanceof Fault ? alone : alone.test(value);
  const anchored = pythonRegex(anchor(pattern, type), flags);
  return anchored instanceof Fault ? anchored : anchored.test(value);
}

/** Flags at the start of an expression have to stay there. */
function anchor(pattern: string, type: MatchType): string {
  const inline = /^\(\?[aiLmsux]+\)/.exec(pattern)?.[0] ?? "";
  return `${inline}\\A(?:${pattern.slice(inline.length)}${inline.includes("x") ? "\n" : ""})${type === "fullmatch" ? "\\Z" : ""}`;
}
