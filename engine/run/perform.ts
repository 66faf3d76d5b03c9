import type { Session } from "#engine/connection/types.js";
import type { Command, Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { Step } from "#engine/core/step.js";
import { bringFile } from "./bring-file.js";
import { withEnvironment, type Environment } from "./environment.js";

/** How far the steps went. */
export interface Performed {
  /** Outputs of the run steps, in order. */
  readonly outputs: readonly Output[];
  /** The step that failed, which is also the last one tried. */
  readonly problem: Problem | undefined;
}

/** Performs steps in order; the first that fails ends it. */
export async function perform(steps: readonly Step[], session: Session, environment: Environment): Promise<Performed> {
  const outputs: Output[] = [];
  for (const step of steps) {
    if (step.kind === "write") {
      const written = await session.write(step);
      if (!written.ok) return { outputs, problem: written.error };
      continue;
    }
    if (step.kind === "fetch") {
      const problem = await bringFile(step, session);
      if (problem !== undefined) return { outputs, problem };
      continue;
    }
    const command = withEnvironment(step.command, environment);
    const began = Date.now();
    const output = step.own === true ? await session.runOwn(command) : await session.run(command);
    outputs.push({ ...output, times: { began, ended: Date.now() } });
    if (output.cut === true) return { outputs, problem: TOO_LONG };
    if (!(step.okCodes ?? [0]).includes(output.code)) return { outputs, problem: failureOf(command, output) };
  }
  return { outputs, problem: undefined };
}

/** What is registered of it would be a part of the output, and nobody could tell. */
const TOO_LONG: Problem = { reason: "refused", message: "the command ran, and wrote more than the 24 MiB that are kept of its output", hint: "let it write to a file on the host (> /path), and read what you need of it" };

function failureOf(command: Command, { code, stdout, stderr }: Output): Problem {
  const words = wordsOf(command);
  return code === 124 && command.timeout !== undefined
    ? { reason: "timed-out", command: words, seconds: command.timeout, stdout, stderr }
    : { reason: "command-failed", command: words, code, stdout, stderr };
}

/** A command as a person would read it. A secret that a playbook put into its words is known to the mask. */
export function wordsOf(command: Command): string {
  return command.argv === undefined ? firstLine(command.script) : command.argv.join(" ");
}

/** The first line of a script is a comment that says what it does. */
function firstLine(script: string): string {
  return (script.trim().split("\n")[0] ?? "").replace(/^#\s*/, "");
}
