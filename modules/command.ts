import type { Output } from "#engine/core/command.js";
import { defineAction } from "#engine/module/define.js";
import { refuse, type ActionResult, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { commandEffects, commandGuard, commandInput, commandParams, commandResult, commandReturns, commandSteps, type CommandInput } from "./lib/command-input.js";
import { expandingCommand } from "./lib/expand-words.js";
import { isHarmless } from "./lib/harmless-commands.js";
import { isNotWords, shellWords } from "./lib/shell-words.js";

const params = {
  "type": "object", "additionalProperties": false, "x-free-form": "cmd",
  "x-required-one-of": [["cmd", "argv"]], "x-exclusive": [["cmd", "argv"]],
  "properties": {
    cmd: { "type": "string", "x-never-secret": true, "description": "The command and its arguments, divided into words as a shell does, and nothing more." },
    argv: { "type": "array", "items": { type: "string" }, "minItems": 1, "x-never-secret": true, "description": "The same as a list of words." },
    ...commandParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Runs a program without a shell. */
export const command = defineAction<Params, CommandInput>({
  name: "command",
  summary: "Run a program, without a shell.",
  description: [
    "Quotes and backslashes are understood; globs, pipes and redirections are not: use the module shell. $NAME and a ~ at the beginning of a word are replaced by what they are on the host.",
    "It counts as changed each time it runs, unless `creates`, `removes`, `reads` or `changed_when` say otherwise. A check run says that it would run, and does run it when it only reads: with `reads: true`,",
    "or as one of the programs known to change nothing (cat, ls, stat, id, test, grep, dpkg-query, systemctl is-active, PROGRAM --version and their like).",
    "A secret cannot be part of the command, since every user of the host could see it: give it as `stdin` or by the task's `environment`.",
  ].join("\n"),
  params,
  examples: [
    { title: "Once", yaml: "command: /opt/app/bin/setup --all\nargs:\n  creates: /opt/app/.ready" },
    { title: "As a list of words", yaml: "command:\n  argv: [git, tag, \"{{ release }}\"]\n  chdir: /opt/app" },
    { title: "A question, asked in a check run as well", yaml: "command:\n  cmd: nginx -v\n  reads: true\nregister: nginx_version" },
  ],
  returns: commandReturns,
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ argv }) => `command:${argv.join(" ")}`,
  guard: commandGuard,
  unneeded: ({ cmd }) => ({ cmd }),
  reads: ({ argv, reads }) => reads || isHarmless(argv),
  changes: ({ reads }) => !reads,
  steps: (input) => commandSteps(input, expandingCommand(input.argv)),
  result: (outputs, input) => notStarted(outputs, input) ?? commandResult(outputs, input),
  effects: commandEffects,
});

function prepared(given: Params): CommandInput | Refusal {
  const words = given.argv ?? shellWords(given.cmd ?? "");
  if (isNotWords(words)) return refuse(`a ${words.unclosed} is not closed in: ${given.cmd ?? ""}`);
  return words.length === 0 ? refuse("there is no command", "give `cmd` or `argv`") : commandInput(words, words, given);
}

/** What Python calls the two reasons for which a program is not started at all; 127 and 126 are the shell's codes for them (POSIX, Shell Command Language 2.8.2). */
const NOT_STARTED = [
  { code: 127, said: /exec: .*not found$/, rc: 2, text: "[Errno 2] No such file or directory" },
  { code: 126, said: /exec: .*Permission denied$/, rc: 13, text: "[Errno 13] Permission denied" },
];

/** A program that cannot be started has changed nothing. */
function notStarted([output]: readonly Output[], { argv }: CommandInput): ActionResult | undefined {
  const found = NOT_STARTED.find(({ code, said }) => output?.code === code && said.test(output.stderr.trim()));
  if (found === undefined || output === undefined) return undefined;
  const { code, stderr } = output;
  const values = { cmd: argv.join(" "), rc: found.rc, stdout: "", stderr: "", stdout_lines: [], stderr_lines: [], msg: `${found.text}: ${argv[0] ?? ""}` };
  return { changed: false, values, problem: { reason: "command-failed", command: argv.join(" "), code, stdout: "", stderr } };
}
