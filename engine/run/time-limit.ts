import { setTimeout as sleep } from "node:timers/promises";
import type { Session } from "#engine/connection/types.js";
import type { Command } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import { err } from "#engine/core/result.js";
import type { Scope } from "#engine/language/scope.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "./apply-task.js";
import type { Ending } from "./ending.js";
import { wordsOf } from "./perform.js";
import { renderedNumber } from "./rendered-number.js";

/** Seconds that a command has for ending once it is told to, and its answer for coming back. */
const GRACE = 8;

type TimedOut = Extract<Problem, { readonly reason: "timed-out" }>;

/** The `timeout` keyword: seconds for one try of a task; undefined where there is none (0 is none, as in Ansible). */
export function timeLimitOf(task: PlannedTask, scope: Scope): TimeLimit | undefined {
  const seconds = renderedNumber(task.keywords.timeout, scope, 0);
  return seconds > 0 ? new TimeLimit(seconds) : undefined;
}

/** Ends what a task does on a host when its time is over. */
export class TimeLimit {
  readonly #seconds: number;
  readonly #end: number;
  #cut: TimedOut | undefined;

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#end = performance.now() + seconds * 1000;
  }

  /** The same session, in which every command is killed on the host at the end of the time, and none is begun after it. */
  over(session: Session): Session {
    return {
      user: session.user, lost: session.lost,
      run: (command) => this.#within(command, (limited) => session.run(limited), NOTHING),
      runOwn: (command) => this.#within(command, (limited) => session.runOwn(limited), NOTHING),
      read: (command) => this.#within(command, (limited) => session.read(limited), { code: 124, bytes: new Uint8Array(), stderr: "" }),
      write: async (step) => {
        if (this.#left <= 0) return err(this.#cutShort(`write ${step.path}`));
        const written = await session.write({ ...step, timeout: this.#left });
        return !written.ok && written.error.reason === "timed-out" ? err(this.#cutShort(written.error.command)) : written;
      },
    };
  }

  /** How a task ends whose commands were killed (they are given `grace` seconds for it), or which waits for something else than a command. */
  async judge(life: Promise<Ending>, grace = GRACE): Promise<Ending> {
    const waiting = new AbortController();
    const over = sleep((this.#left + grace) * 1000, undefined, { signal: waiting.signal }).then(() => failed(this.#cutShort("")), () => life);
    const ending = await Promise.race([life, over]);
    waiting.abort();
    return this.#cut === undefined || ending.kind === "unreachable" ? ending : timedOut(ending, this.#cut);
  }

  get #left(): number {
    return Math.max(0, (this.#end - performance.now()) / 1000);
  }

  async #within<T extends { readonly code: number; readonly stderr: string; readonly stdout?: string }>(command: Command, run: (command: Command) => Promise<T>, nothing: T): Promise<T> {
    if (this.#left <= 0) {
      this.#cutShort(wordsOf(command));
      return nothing;
    }
    const output = await run({ ...command, timeout: Math.min(command.timeout ?? Infinity, this.#left) });
    if (output.code === 124 && this.#left <= 0) this.#cutShort(wordsOf(command), output);
    return output;
  }

  #cutShort(command: string, { stdout = "", stderr }: { readonly stdout?: string; readonly stderr: string } = { stderr: "" }): TimedOut {
    this.#cut ??= { reason: "timed-out", command, seconds: this.#seconds, stdout, stderr };
    return this.#cut;
  }
}

const NOTHING = { code: 124, stdout: "", stderr: "" };

/** The user's own words for a command are better than ours. */
function timedOut(ending: Exclude<Ending, { kind: "unreachable" }>, cut: TimedOut): Ending {
  if (ending.kind !== "failed") return failed(cut);
  return { ...ending, values: {}, problem: ending.problem.reason === "command-failed" ? { ...cut, command: ending.problem.command } : cut };
}
