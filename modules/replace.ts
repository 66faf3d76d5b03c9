import { defineModule } from "#engine/module/define.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import { pythonRegex, type PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { replaceMatches } from "#engine/regex/replacement.js";
import { defined } from "./lib/defined.js";
import { attributeParams } from "./lib/ownership.js";
import type { Edited } from "./lib/line-edit.js";
import { regexRefusal } from "./lib/regex-refusal.js";
import { readTextFile } from "./lib/text-file.js";
import { editedFile, textDiff, textEffects, textSteps, type EditedFile, type TextEdit } from "./lib/text-plan.js";
import { isBadValidate, validateParam, validateWords } from "./lib/validate-words.js";
import { Secret } from "#engine/core/secret.js";

const params = {
  type: "object", required: ["path", "regexp"], additionalProperties: false,
  properties: {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "destfile", "name"], "description": "The file on the host." },
    regexp: { type: "string", minLength: 1, description: "What to look for, in Python's syntax: ^ and $ stand at the ends of lines, the dot is no newline." },
    replace: { "type": "string", "default": "", "x-may-be-secret": true, "x-written": true, "description": "What to put in its place, with \\1 and \\g<name>. Left out: nothing." },
    after: { type: "string", description: "Only what comes after this is searched. Here the dot is a newline as well." },
    before: { type: "string", description: "Only what comes before this is searched. Here the dot is a newline as well." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    encoding: { type: "string", enum: ["utf-8", "utf8"], default: "utf-8", description: "Only UTF-8; bytes that are not are kept as they are." },
    validate: validateParam,
    ...attributeParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends TextEdit {
  readonly create: false;
  readonly regexp: PythonRegex;
  readonly replacement: string;
  /** Finds the part that is searched, as the group "subsection". */
  readonly section: PythonRegex | undefined;
}

/** All matches of a pattern in a text file. */
export const replace = defineModule<Params, EditedFile, Input>({
  name: "replace",
  summary: "Replace all that matches a regular expression in a text file.",
  description: [
    "A replacement that matches `regexp` again is replaced again in the next run: write patterns that no longer match. A file of more than 1 MiB is refused. Links are followed.",
    "Where `before` or `after` is not found, nothing is done, and `msg` says so.",
  ].join("\n"),
  params,
  examples: [
    { title: "A setting, wherever it is", yaml: "replace:\n  path: /etc/app.conf\n  regexp: ^(timeout)=.*$\n  replace: \\1=30" },
    { title: "Between two lines", yaml: "replace:\n  path: /etc/apache2/sites-available/default.conf\n  after: <VirtualHost [*]>\n  before: </VirtualHost>\n  regexp: ^(.+)$\n  replace: \"# \\\\1\"" },
  ],
  returns: { rc: "Always 0.", msg: "\"2 replacements made\"; empty when nothing was to be done." },
  throughPicture: true,
  oneShot: ["text", "done"],
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ path }) => `replace:${path}`,
  probe: (host, { path, mode, owner, group }) => readTextFile(host, path, { whenAbsent: "missing", ...defined({ mode, owner, group }) }),
  desired,
  steps: textSteps,
  diff: textDiff,
  effects: textEffects,
  values: (state) => ({ rc: 0, msg: state?.done ?? "" }),
});

function desired(input: Input, before: EditedFile | undefined): Partial<EditedFile> | Refusal {
  const edited = before?.text === undefined ? undefined : replaced(before.text, input);
  return edited !== undefined && "refused" in edited ? edited : editedFile(input, before, edited);
}

function prepared({ path, mode, owner, group, backup, ...given }: Params): Input | Refusal {
  const regexp = pythonRegex(given.regexp, { multiline: true });
  if (regexp instanceof RegexProblem) return regexRefusal("regexp", regexp);
  const section = sectionRegex(given);
  if (section instanceof RegexProblem) return regexRefusal("before and after", section);
  const validate = validateWords(given.validate);
  if (isBadValidate(validate)) return validate;
  const replacement = given.replace instanceof Secret ? given.replace.reveal() : given.replace;
  return { path, create: false, backup, validate, secret: given.replace instanceof Secret, regexp, section, replacement, ...defined({ mode, owner, group }) };
}

function sectionRegex({ before = "", after = "" }: Pick<Params, "before" | "after">): PythonRegex | RegexProblem | undefined {
  if (before === "" && after === "") return undefined;
  return pythonRegex(`${after}(?P<subsection>.*${after !== "" && before !== "" ? "?" : ""})${before}`, { dotall: true });
}

function replaced(text: string, { regexp, replacement, section }: Input): Edited | Refusal {
  const span = section === undefined ? [0, text.length] as const : section.spanOf("subsection", text);
  if (span instanceof RegexProblem) return regexRefusal("before and after", span);
  if (span === undefined) return { text, done: undefined };
  const part = text.slice(...span);
  const found = regexp.matches(part);
  if (found instanceof RegexProblem) return regexRefusal("regexp", found);
  const made = replaceMatches(part, found, replacement);
  if (made instanceof RegexProblem) return regexRefusal("replace", made);
  return made === part ? { text, done: undefined } : { text: text.slice(0, span[0]) + made + text.slice(span[1]), done: `${found.length} replacements made` };
}
