import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { pythonRegex, tooLong } from "../python-regex.js";
import { anyText, flag, optional, required, text } from "../reading.js";

const params = { pattern: required(text), ignorecase: optional(flag, false), multiline: optional(flag, false) } as const;
const startsWith = (pattern: string) => `\\A(?:${pattern})`;

/** Tests by regular expression. The expressions are Python's. */
export const matchTests: Readonly<Record<string, Definition>> = {
  match: define({ doc: "match(pattern, ignorecase=false, multiline=false): whether the text starts with a match.", input: anyText, params, apply: (value, { pattern, ...flags }) => found(value, startsWith(pattern), flags) }),
  search: define({ doc: "search(pattern, ignorecase=false, multiline=false): whether there is a match anywhere.", input: anyText, params, apply: (value, { pattern, ...flags }) => found(value, pattern, flags) }),
  regex: define({
    doc: "regex(pattern, ignorecase=false, multiline=false, match_type='search'): search, match or fullmatch.",
    input: anyText, params: { ...params, match_type: optional(text, "search") },
    apply: (value, { pattern, match_type: type, ...flags }) => found(value, type === "match" ? startsWith(pattern) : type === "fullmatch" ? `\\A(?:${pattern})\\Z` : pattern, flags),
  }),
};

function found(value: string, pattern: string, flags: { ignorecase: boolean; multiline: boolean }): boolean | Fault {
  const regex = pythonRegex(pattern, flags);
  return regex instanceof Fault ? regex : tooLong(value) ?? regex.test(value);
}
