import type { Problem } from "#engine/core/problem.js";
import { becomeSentences } from "./become-sentences.js";
import { formatDiagnostic } from "./diagnostics.js";
import { diffLines } from "./diff-text.js";
import { commandText, lastLines } from "./output-excerpt.js";
import { colourless } from "./palette.js";
import type { Sentences } from "./sentences.js";
import { linesOf, oneLine, visible } from "./visible.js";

type Of<R extends Problem["reason"]> = Extract<Problem, { readonly reason: R }>;

/** See sentences.ts. */
export const problemSentences: Sentences["problem"] = {
  "command-failed": (problem, telling) => ({
    happened: `exit code ${problem.code} from: ${commandText(problem.command)}`,
    details: lastLines(problem, telling),
    ...next(exitCodeMeaning(problem.code)),
  }),
  "timed-out": (problem, telling) => ({
    happened: `still running after ${problem.seconds} s, and killed: ${commandText(problem.command)}`,
    details: lastLines(problem, telling),
    next: "Raise the task's timeout, or find out on the host what the command waits for.",
  }),
  "write-failed": (problem) => ({
    happened: writeFailure(problem),
    details: linesOf(problem.stderr),
    next: writeRemedy[problem.stage],
  }),
  "validation-failed": (problem) => ({
    happened: `the new ${oneLine(problem.path)} was refused by its check (exit code ${problem.code} from: ${commandText(problem.command)}); the old one is in place`,
    details: linesOf(problem.output),
    next: "Mend the content as the check says; the diff of --check --diff shows what would be written.",
  }),
  "did-not-converge": (problem) => ({
    happened: `${oneLine(problem.resource)} did not converge: everything was done without an error, and a second look still finds a difference`,
    details: problem.left.flatMap((part) => diffLines(part, colourless)),
    next: "Something else sets it back (another task, a service, a file that overrides it), or the module reads it wrongly.",
  }),
  missing: (problem) => ({ happened: `missing on the host: ${visible(problem.what)}`, ...next(problem.hint) }),
  refused: (problem) => ({ happened: visible(problem.message), ...next(problem.hint) }),
  "bad-input": (problem) => ({
    happened: problem.diagnostics.length === 1 ? "a value of this task cannot be made" : `${problem.diagnostics.length} values of this task cannot be made`,
    details: problem.diagnostics.flatMap((diagnostic) => formatDiagnostic(diagnostic).split("\n")),
  }),
  "assertion-failed": (problem) => ({ happened: visible(problem.message), details: [`not true: ${oneLine(problem.assertion)}`] }),
  "failed-when": (problem) => ({ happened: `failed_when holds: ${oneLine(problem.condition)}` }),
  "retries-exhausted": (problem) => ({
    happened: `not so after ${problem.attempts} attempts: ${oneLine(problem.condition)}`,
    next: "Look at the last result with -vv; raise retries or delay if it only needs more time.",
  }),
  "item-failed": (problem) => ({ happened: `${problem.failed} of ${problem.total} items failed` }),
  ...becomeSentences,
  interrupted: () => ({ happened: "interrupted before its end: how far it got on the host is not known", next: "Run the playbook again: what is already done is left alone." }),
  internal: (problem, { stacks }) => ({
    happened: "a bug in tsplay stopped this task",
    details: linesOf(problem.detail).slice(0, stacks ? undefined : 1),
    next: `Please report it with the task and ${stacks ? "the lines above" : "what -vvv adds to the line above"}.`,
  }),
};

const writeRemedy: Readonly<Record<Of<"write-failed">["stage"], string>> = {
  create: "Look at the owner and mode of the folder, and whether its file system is mounted read-only; does the task need `become: true`?",
  space: "Free some space there (df -h and df -i tell which is full), then run again. The old file is untouched.",
  owner: "Is there such a user and group on the host? Only root may give files away: does the task need `become: true`?",
  mode: "Not every file system keeps modes. Is the mode a four-digit octal text such as \"0644\"?",
  rename: "Is there a folder of that name, is the file immutable (lsattr), or is it a mount point of its own?",
  "parent-missing": "Create the folder in an earlier task (module file, `state: directory`).",
};

function writeFailure({ path, stage }: Of<"write-failed">): string {
  const name = oneLine(path);
  const what: Readonly<Record<typeof stage, string>> = {
    create: `cannot create a file beside ${name}`,
    space: `no space left on the file system of ${name}`,
    owner: `cannot give ${name} its owner and group`,
    mode: `cannot give ${name} its mode`,
    rename: `cannot put the new ${name} in its place`,
    "parent-missing": `the folder of ${name} does not exist`,
  };
  return what[stage];
}

/** What sh(1) means by the exit codes that are its own. */
function exitCodeMeaning(code: number): string | undefined {
  if (code === 127) return "127 means that there is no such program: install it, or give its full path.";
  if (code === 126) return "126 means that the program may not be run: look at its mode and its first line.";
  if (code === 137) return "137 means that it was killed: look for out-of-memory in the host's journal.";
  return undefined;
}

function next(hint: string | undefined): { next?: string } {
  return hint === undefined ? {} : { next: visible(hint) };
}
