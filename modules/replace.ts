import { defineModule } from "#engine/module/define.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { refuse, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import { defined } from "./lib/defined.js";
import { attributeParams } from "./lib/ownership.js";
import { expandMatch, isBadPattern, pythonTextRegex, type BadPattern } from "./lib/python-regex.js";
import { readTextFile } from "./lib/text-file.js";
import { editedFile, textDiff, textEffects, textSteps, type EditedFile, type TextEdit } from "./lib/text-plan.js";
import { isBadValidate, validateParam, validateWords } from "./lib/validate-words.js";
import { Secret } from "#engine/core/secret.js";

const params = {
  type: "object", required: ["path", "regexp"], additionalProperties: false,
  properties: {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "destfile", "name"], "description": "The file on the host." },
    regexp: { type: "string", minLength: 1, description: "What to look for, in Python's syntax: ^ and $ stand at the ends of lines, the dot is no newline." },
    replace: { "type": "string", "default": "", "x-may-be-secret": true, "description": "What to put in its place, with \\1 and \\g<name>. Left out: nothing." },
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
  readonly regexp: RegExp;
  readonly replacement: string;
  /** Finds the part that is searched, as the group "subsection". */
  readonly section: RegExp | undefined;
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
  desired: (input, before) => editedFile(input, before, before?.text === undefined ? undefined : replaced(before.text, input)),
  steps: textSteps,
  diff: textDiff,
  effects: textEffects,
  values: (state) => ({ rc: 0, msg: state?.done ?? "" }),
});

function prepared({ path, mode, owner, group, backup, ...given }: Params): Input | Refusal {
  const regexp = pythonTextRegex(given.regexp, { multiline: true });
  if (isBadPattern(regexp)) return refuse(`the regexp cannot be used: ${regexp.bad}`);
  const section = sectionRegex(given);
  if (section !== undefined && isBadPattern(section)) return refuse(`before and after cannot be used: ${section.bad}`);
  const validate = validateWords(given.validate);
  if (isBadValidate(validate)) return validate;
  const replacement = given.replace instanceof Secret ? given.replace.reveal() : given.replace;
  return { path, create: false, backup, validate, secret: given.replace instanceof Secret, regexp, section, replacement, ...defined({ mode, owner, group }) };
}

function sectionRegex({ before = "", after = "" }: Pick<Params, "before" | "after">): RegExp | BadPattern | undefined {
  if (before === "" && after === "") return undefined;
  return pythonTextRegex(`${after}(?P<subsection>.*${after !== "" && before !== "" ? "?" : ""})${before}`, { dotAll: true });
}

/** Offsets are counted in what is searched. */
function replaced(text: string, { regexp, replacement, section }: Input): { readonly text: string; readonly done: string | undefined } {
  const found = section === undefined ? undefined : [...text.matchAll(section)][0];
  if (section !== undefined && found === undefined) return { text, done: undefined };
  const [from, to] = found?.indices?.groups?.["subsection"] ?? [0, text.length];
  const part = text.slice(from, to);
  let count = 0;
  const made = [...part.matchAll(regexp)].reduceRight((rest, match) => {
    count += 1;
    return rest.slice(0, match.index) + expandMatch(replacement, match) + rest.slice(match.index + match[0].length);
  }, part);
  return made === part ? { text, done: undefined } : { text: text.slice(0, from) + made + text.slice(to), done: `${count} replacements made` };
}
