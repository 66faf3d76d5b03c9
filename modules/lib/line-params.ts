import { Secret } from "#engine/core/secret.js";
import { refuse, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { pythonRegex, type PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import type { LineEdit } from "./line-edit.js";
import { attributeParams } from "./ownership.js";
import { regexRefusal } from "./regex-refusal.js";
import { isBadValidate, validateParam, validateWords } from "./validate-words.js";

/** Parameters of the module lineinfile. */
export const lineParams = {
  "type": "object", "required": ["path"], "additionalProperties": false,
  "x-exclusive": [["insertbefore", "insertafter"], ["regexp", "search_string"]],
  "properties": {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "destfile", "name"], "description": "The file on the host." },
    line: { "type": "string", "x-aliases": ["value"], "x-may-be-secret": true, "x-written": true, "description": "The line. With `backrefs` it may use \\1 and \\g<name> of `regexp`." },
    regexp: {
      "type": "string", "x-aliases": ["regex"],
      "description": "For present: the line to replace, the last one that matches. It should also match `line`, or the line is added again each time `line` is not there word by word. For absent: the lines to remove. Python's syntax.",
    },
    search_string: { type: "string", description: "As regexp, but text that a line contains." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether the line is there." },
    insertafter: { type: "string", description: "Where no line matches: after the last line that matches this, or EOF. At the end where nothing matches." },
    insertbefore: { type: "string", description: "Where no line matches: before the last line that matches this, or BOF." },
    firstmatch: { type: "boolean", default: false, description: "The first line that matches, not the last." },
    backrefs: { type: "boolean", default: false, description: "`line` uses groups of `regexp`; where nothing matches nothing is done." },
    create: { type: "boolean", default: false, description: "Make the file if it is not there." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    validate: validateParam,
    ...attributeParams,
  },
} as const satisfies ObjectSchema;

/** What the module lineinfile is given. */
export type LineParams = ParamsOf<typeof lineParams>;

/** The parameters, ready to be applied. */
export interface LineInput extends Omit<LineParams, "validate"> {
  readonly edit: LineEdit;
  /** The line must not be shown. */
  readonly secret: boolean;
  readonly validate: readonly string[] | undefined;
}

/** Checks what the schema cannot, and compiles the patterns. */
export function lineInput(params: LineParams): LineInput | Refusal {
  const lacking = lackingPart(params);
  if (lacking !== undefined) return lacking;
  const validate = validateWords(params.validate);
  if (isBadValidate(validate)) return validate;
  const patterns = patternsOf(params);
  if ("refused" in patterns) return patterns;
  const line = singleLine(params.line);
  if (line?.includes("\n") === true) return refuse("line holds several lines", "use one task a line (loop), or the module blockinfile");
  return { ...params, edit: lineEdit(params, line, patterns), secret: params.line instanceof Secret, validate };
}

function lineEdit({ state, firstmatch: firstMatch, backrefs, search_string: search, insertbefore }: LineParams, line: string | undefined, { regexp, at }: Patterns): LineEdit {
  return {
    state, firstMatch, backrefs, line,
    matches: regexp ?? search,
    place: { side: insertbefore === undefined ? "after" : "before", at },
  };
}

/** A block scalar of YAML ends with a newline that nobody means. */
function singleLine(line: LineParams["line"]): string | undefined {
  return (line instanceof Secret ? line.reveal() : line)?.replace(/\r?\n$/, "");
}

function lackingPart({ state, line, regexp, search_string: search, backrefs }: LineParams): Refusal | undefined {
  if (state === "present" && line === undefined) return refuse("it does not say which line should be there", "give `line`");
  if (state === "absent" && (line ?? regexp ?? search) === undefined) return refuse("it does not say which lines to remove", "give `regexp`, `search_string` or `line`");
  return backrefs && regexp === undefined ? refuse("backrefs needs groups of a regexp", "give `regexp`") : undefined;
}

interface Patterns {
  readonly regexp: PythonRegex | undefined;
  readonly at: LineEdit["place"]["at"];
}

function patternsOf({ regexp, insertafter, insertbefore }: LineParams): Patterns | Refusal {
  const where = insertbefore ?? insertafter ?? "EOF";
  const line = regexp === undefined ? undefined : pythonRegex(regexp);
  if (line instanceof RegexProblem) return regexRefusal("regexp", line);
  if (where === "BOF" || where === "EOF") return { regexp: line, at: where };
  const at = pythonRegex(where);
  return at instanceof RegexProblem ? regexRefusal(insertbefore === undefined ? "insertafter" : "insertbefore", at) : { regexp: line, at };
}
