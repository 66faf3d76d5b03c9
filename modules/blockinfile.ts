import { Secret } from "#engine/core/secret.js";
import { refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { editBlock, type BlockEdit } from "./lib/block-edit.js";
import { defined } from "./lib/defined.js";
import { attributeParams } from "./lib/ownership.js";
import { regexRefusal } from "./lib/regex-refusal.js";
import { readTextFile, type TextFile } from "./lib/text-file.js";
import { editedFile, textDiff, textEffects, textSteps, type EditedFile, type TextEdit } from "./lib/text-plan.js";
import { isBadValidate, validateParam, validateWords } from "./lib/validate-words.js";

const params = {
  "type": "object", "required": ["path"], "additionalProperties": false,
  "x-exclusive": [["insertbefore", "insertafter"]],
  "properties": {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "destfile", "name"], "description": "The file on the host." },
    block: { "type": "string", "default": "", "x-aliases": ["content"], "x-may-be-secret": true, "x-written": true, "description": "The lines. Empty: as state: absent." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether the block is there." },
    marker: { type: "string", default: "# {mark} ANSIBLE MANAGED BLOCK", description: "The lines before and after the block, {mark} in them standing for marker_begin and marker_end. Each block of a file needs markers of its own." },
    marker_begin: { type: "string", default: "BEGIN", description: "What {mark} is in the line before." },
    marker_end: { type: "string", default: "END", description: "What {mark} is in the line after." },
    insertafter: { type: "string", description: "Where a new block goes: after the last line that matches this, or EOF. At the end where nothing matches." },
    insertbefore: { type: "string", description: "Where a new block goes: before the last line that matches this, or BOF." },
    create: { type: "boolean", default: false, description: "Make the file if it is not there. Its folder has to be." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    validate: validateParam,
    ...attributeParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends TextEdit {
  readonly state: Params["state"];
  readonly edit: BlockEdit;
}

/** A block of lines between two markers. */
export const blockinfile = defineModule<Params, EditedFile, Input>({
  name: "blockinfile",
  summary: "Keep a block of lines in a text file, or keep it out.",
  description: "The block is found by its markers, so that it is replaced where it stands. Unlike Ansible, the folder of a new file is not made. A file of more than 1 MiB is refused. Links are followed.",
  params,
  examples: [
    { title: "Hosts by name", yaml: "blockinfile:\n  path: /etc/hosts\n  marker: \"# {mark} app servers\"\n  block: |\n    10.0.0.5 db\n    10.0.0.6 web" },
    { title: "No such block", yaml: "blockinfile:\n  path: /etc/hosts\n  marker: \"# {mark} app servers\"\n  state: absent" },
  ],
  returns: { msg: "\"Block inserted\", \"Block removed\" or \"File created\"; empty when nothing was to be done." },
  throughPicture: true,
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ path, edit }) => `blockinfile:${path} (${edit.begin})`,
  probe,
  desired,
  steps: textSteps,
  diff: textDiff,
  effects: textEffects,
  values: (state, { path }) => ({ msg: state === undefined ? `File ${path} not present` : state.done ?? "" }),
});

function probe(host: Reader, { path, state, create, mode, owner, group }: Input): Promise<TextFile | undefined | Missing | Refusal> {
  return readTextFile(host, path, { whenAbsent: create ? state === "absent" ? "fine" : "create" : "missing", ...defined({ mode, owner, group }) });
}

function desired(input: Input, before: EditedFile | undefined): Partial<EditedFile> | undefined | Refusal {
  if (before === undefined && input.state === "absent") return undefined;
  if (before !== undefined && before.text === undefined) return editedFile(input, before, undefined);
  const edited = editBlock(before?.text, before === undefined ? input.edit : inEncoding(input.edit, before));
  return edited instanceof RegexProblem ? regexRefusal("insertbefore or insertafter", edited) : editedFile(input, before, edited);
}

function prepared({ path, state, create, backup, mode, owner, group, ...given }: Params): Input | Refusal {
  const validate = validateWords(given.validate);
  if (isBadValidate(validate)) return validate;
  const place = placeOf(given);
  if ("refused" in place) return place;
  const mark = (word: string): string => given.marker.replaceAll("{mark}", word);
  if (mark(given.marker_begin) === mark(given.marker_end)) return refuse("both markers are the same line: the end of the block could not be told from its beginning", "write {mark} into `marker`");
  const text = given.block instanceof Secret ? given.block.reveal() : given.block;
  const lines = state === "absent" || text === "" ? [] : text.replace(/\n$/, "").split("\n");
  return {
    path, state, create, backup, validate, secret: given.block instanceof Secret, ...defined({ mode, owner, group }),
    edit: { lines, begin: mark(given.marker_begin), end: mark(given.marker_end), place },
  };
}

function placeOf({ insertbefore, insertafter }: Pick<Params, "insertbefore" | "insertafter">): BlockEdit["place"] | Refusal {
  const side = insertbefore === undefined ? "after" : "before";
  const at = insertbefore ?? insertafter ?? "EOF";
  if (at === (side === "after" ? "EOF" : "BOF")) return { side, at };
  const pattern = pythonRegex(at);
  return pattern instanceof RegexProblem ? regexRefusal(`insert${side}`, pattern) : { side, at: pattern };
}

/** In a file that is not UTF-8 each byte is one character: so are the lines then. */
function inEncoding(edit: BlockEdit, { encoding }: EditedFile): BlockEdit {
  const bytes = (text: string): string => Buffer.from(text).toString("latin1");
  return encoding === "utf8" ? edit : { ...edit, lines: edit.lines.map(bytes), begin: bytes(edit.begin), end: bytes(edit.end) };
}
