import { posix } from "node:path";
import type { ArgvCommand, Output, ScriptCommand } from "#engine/core/command.js";
import type { Secret } from "#engine/core/secret.js";
import { Secret as SecretText } from "#engine/core/secret.js";
import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import { refuse, type ActionResult, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { Reader } from "#engine/module/reader.js";
import { defined } from "./defined.js";
import { linesOf } from "./output-lines.js";
import { durationText, timeText } from "./time-text.js";

/** Parameters that command and shell have in common. */
export const commandParams = {
  chdir: { type: "string", pattern: "^/", description: "The folder to run in." },
  creates: { type: "string", description: "A path that the command makes: it is not run when that is there already. May be a pattern (*.jar)." },
  removes: { type: "string", description: "A path that the command removes: it is not run when that is not there." },
  stdin: { "type": "string", "x-may-be-secret": true, "description": "Standard input; a secret travels safely this way." },
  stdin_add_newline: { type: "boolean", default: true, description: "End standard input with a newline." },
  strip_empty_ends: { type: "boolean", default: true, description: "Cut newlines off the ends of stdout and stderr in the result." },
  reads: { type: "boolean", default: false, description: "It only reads, so that a check run runs it as well. Not in Ansible." },
  timeout: { type: "integer", minimum: 1, description: "Seconds, after which it is killed with all it started. Not in Ansible." },
} as const;

/** What `register` gets. */
export const commandReturns = {
  cmd: "What was run.", start: "When it began, by the control machine's clock.", end: "When it ended.", delta: "How long it took, as 0:00:01.250000.", msg: "Empty, or \"non-zero return code\".", rc: "Exit code.", stdout: "Standard output.", stderr: "Standard error.", stdout_lines: "Its lines.", stderr_lines: "Its lines.",
};

/** A command of the user's own. */
export interface CommandInput {
  readonly argv: readonly string[];
  /** As the user wrote it: words for `command`, text for `shell`. */
  readonly cmd: string | readonly string[];
  readonly chdir: string | undefined;
  readonly creates: string | undefined;
  readonly removes: string | undefined;
  readonly stdin: string | Secret | undefined;
  readonly strip: boolean;
  readonly reads: boolean;
  readonly timeout: number | undefined;
}

interface CommonParams {
  readonly chdir?: string;
  readonly creates?: string;
  readonly removes?: string;
  readonly stdin?: string | Secret;
  readonly stdin_add_newline: boolean;
  readonly strip_empty_ends: boolean;
  readonly reads: boolean;
  readonly timeout?: number;
}

/** Takes the common parameters; `creates` and `removes` are found from `chdir`. */
export function commandInput(argv: readonly string[], cmd: string | readonly string[], params: CommonParams): CommandInput | Refusal {
  const { chdir, stdin, timeout } = params;
  const creates = placed(params.creates, chdir);
  const removes = placed(params.removes, chdir);
  for (const path of [creates, removes]) if (path?.startsWith("/") === false) return refuse(`creates and removes are absolute, or there is a chdir they are found from: ${path}`);
  return { argv, cmd, chdir, creates, removes, timeout, strip: params.strip_empty_ends, reads: params.reads, stdin: params.stdin_add_newline ? ended(stdin) : stdin };
}

function placed(path: string | undefined, chdir: string | undefined): string | undefined {
  return path === undefined || chdir === undefined ? path : posix.resolve(chdir, path);
}

function ended(stdin: string | Secret | undefined): string | Secret | undefined {
  if (stdin === undefined) return undefined;
  const end = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);
  return stdin instanceof SecretText ? stdin.derive(end) : end(stdin);
}

const GLOB = `# any of
IFS=
for path in $1; do [ -e "$path" ] && exit; done
exit 1`;

/** Why there is nothing to do, in Ansible's words. */
export async function commandGuard(host: Reader, { creates, removes }: Pick<CommandInput, "creates" | "removes">): Promise<string | undefined> {
  if (creates !== undefined && await isThere(host, creates)) return `skipped, since ${creates} exists`;
  return removes !== undefined && !await isThere(host, removes) ? `skipped, since ${removes} does not exist` : undefined;
}

async function isThere(host: Reader, path: string): Promise<boolean> {
  if (!isPattern(path)) return (await host.path(path, { follow: true, digest: false })).kind !== "absent";
  const found = (await host.ask({ script: GLOB, args: [path] })).code === 0;
  if (!found) host.undecided(`whether something matches ${path} by then`);
  return found;
}

function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** One step, in a channel of its own. */
export function commandSteps({ argv, chdir, stdin, timeout }: CommandInput, command: Pick<ArgvCommand, "argv"> | Pick<ScriptCommand, "script" | "args"> = { argv }): readonly Step[] {
  return [{ kind: "run", own: true, command: { ...command, ...defined({ cwd: chdir, stdin, timeout }) } }];
}

/** Whatever `creates` names is there afterwards, and nobody knows what it is; what `removes` names is gone. */
export function commandEffects({ creates, removes }: Pick<CommandInput, "creates" | "removes">): readonly Effect[] {
  const made = creates === undefined || isPattern(creates) ? [] : [{ kind: "path", path: creates, state: { kind: "other", unsure: true, mode: "0644", owner: "", group: "", uid: -1, gid: -1 } } as const];
  const gone = removes === undefined || isPattern(removes) ? [] : [{ kind: "path", path: removes, state: { kind: "absent", parent: true } } as const];
  return [...made, ...gone];
}

/** The result of the one command. */
export function commandResult([output]: readonly Output[], { cmd, argv, strip, timeout, reads }: CommandInput): ActionResult {
  if (output === undefined) throw new Error("a command has one output");
  const stdout = strip ? stripped(output.stdout) : output.stdout;
  const stderr = strip ? stripped(output.stderr) : output.stderr;
  const { code } = output;
  const values = { cmd, rc: code, stdout, stderr, stdout_lines: linesOf(stdout), stderr_lines: linesOf(stderr), msg: code === 0 ? "" : "non-zero return code", ...timesOf(output) };
  if (code === 0) return { changed: !reads, values };
  const command = typeof cmd === "string" ? cmd : argv.join(" ");
  const problem = code === 124 && timeout !== undefined
    ? { reason: "timed-out", command, seconds: timeout, stdout, stderr } as const
    : { reason: "command-failed", command, code, stdout, stderr } as const;
  return { changed: !reads, values, problem };
}

function timesOf({ times }: Output): ValueMap {
  return times === undefined ? {} : { start: timeText(times.began), end: timeText(times.ended), delta: durationText(times.ended - times.began) };
}

function stripped(text: string): string {
  return text.replace(/[\r\n]+$/, "");
}
