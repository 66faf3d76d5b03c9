import type { Missing, Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Reader } from "#engine/module/reader.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { defined } from "./lib/defined.js";
import { editLines } from "./lib/line-edit.js";
import { lineInput, lineParams, type LineInput, type LineParams } from "./lib/line-params.js";
import { regexRefusal } from "./lib/regex-refusal.js";
import { readTextFile, type TextFile } from "./lib/text-file.js";
import { editedFile, textDiff, textEffects, textSteps, type EditedFile } from "./lib/text-plan.js";

/** One line of a text file. */
export const lineinfile = defineModule<LineParams, EditedFile, LineInput>({
  name: "lineinfile",
  summary: "Keep one line in a text file, or keep it out.",
  description: [
    "Lines end as they did: CRLF is kept, and so is a last line without an end when it is replaced. Unlike Ansible, a file is not changed for its line ends alone.",
    "A `regexp` that does not match `line` itself finds nothing in the next run: a line that is there word by word is then left alone, any other is added again.",
    "`line` is a single line. A file of more than 1 MiB is refused. Links are followed. Matches see the line without its end.",
  ].join("\n"),
  params: lineParams,
  examples: [
    { title: "A setting of sshd, whatever it was before", yaml: "lineinfile:\n  path: /etc/ssh/sshd_config\n  regexp: ^#?PermitRootLogin\n  line: PermitRootLogin no\n  validate: sshd -t -f %s" },
    { title: "A line after another one", yaml: "lineinfile:\n  path: /etc/hosts\n  line: 10.0.0.5 db\n  insertafter: ^127\\.0\\.0\\.1" },
    { title: "Keep part of the line", yaml: "lineinfile:\n  path: /etc/default/grub\n  regexp: ^(GRUB_CMDLINE_LINUX=\")(.*)(\")$\n  line: \\g<1>quiet\\3\n  backrefs: true" },
    { title: "No such line", yaml: "lineinfile:\n  path: /etc/environment\n  regexp: ^http_proxy=\n  state: absent" },
  ],
  returns: { backup: "Empty; not there with `backup: true`, when the old file is beside the new one as path.DATE~.", found: "With state: absent, how many lines were removed.", path: "The file.", msg: "\"line added\", \"line replaced\" or \"2 line(s) removed\"; empty when nothing was to be done.", mode: "Octal mode.", owner: "User name.", group: "Group name." },
  throughPicture: true,
  prepare: (params) => Promise.resolve(lineInput(params)),
  resource: ({ path }) => `lineinfile:${path}`,
  probe,
  desired,
  steps: textSteps,
  diff: textDiff,
  effects: textEffects,
  values: (state, { path, state: wanted, backup }) => ({ path, msg: state?.done ?? "", ...(!backup && { backup: "" }), ...(wanted === "absent" && { found: Number.parseInt(state?.done ?? "0", 10) }), ...defined({ mode: state?.mode, owner: state?.owner, group: state?.group }) }),
});

function probe(host: Reader, { path, state, create, mode, owner, group }: LineInput): Promise<TextFile | undefined | Missing | Refusal> {
  return readTextFile(host, path, { whenAbsent: state === "absent" ? "fine" : create ? "create" : "missing", ...defined({ mode, owner, group }) });
}

function desired(input: LineInput, before: EditedFile | undefined): Partial<EditedFile> | undefined | Refusal {
  if (before === undefined && input.state === "absent") return undefined;
  if (before !== undefined && before.text === undefined) return editedFile(input, before, undefined);
  const edited = editLines(before?.text ?? "", before === undefined ? input.edit : inEncoding(input.edit, before));
  return edited instanceof RegexProblem ? regexRefusal("regexp, insertafter or insertbefore", edited) : editedFile(input, before, edited);
}

/** In a file that is not UTF-8 each byte is one character: so is the line then. */
function inEncoding(edit: LineInput["edit"], { encoding }: EditedFile): LineInput["edit"] {
  return encoding === "utf8" || edit.line === undefined ? edit : { ...edit, line: Buffer.from(edit.line).toString("latin1") };
}
