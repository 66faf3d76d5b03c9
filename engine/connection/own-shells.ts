import { constants } from "node:os";
import type { Readable } from "node:stream";
import type { Command } from "#engine/core/command.js";
import type { BecomeProblem, Unreachable } from "#engine/core/problem.js";
import type { Result } from "#engine/core/result.js";
import type { Transport } from "./channel.js";
import { inputBytes } from "./input-text.js";
import { openShell } from "./open-shell.js";
import type { RawOutput, Shell } from "./shell.js";
import type { Become } from "./types.js";

/**
 * Shells for a single command each, in a channel and a session (setsid(2)) of their own: sshd and our local transport give every channel one.
 * What such a command leaves behind can write where it likes, and disturbs nobody.
 */
export class OwnShells {
  /** Resolves when the connection turned out to be gone, or gives no more channels. */
  readonly lost: Promise<Unreachable>;
  readonly #transport: Transport;
  readonly #become: Become | undefined;
  readonly #running = new Set<Shell>();
  #spare: Promise<Result<Shell, Unreachable | BecomeProblem>> | undefined;
  #closed = false;
  #lose: (why: Unreachable) => void = () => undefined;

  constructor(transport: Transport, become: Become | undefined) {
    this.#transport = transport;
    this.#become = become;
    this.lost = new Promise((resolve) => { this.#lose = resolve; });
  }

  /** Runs a command. What a daemon holds open does not matter: the markers tell the end. */
  async run(command: Command): Promise<RawOutput> {
    const { stdin, ...rest } = command;
    return await this.stream(stdin === undefined ? command : rest, stdin === undefined ? undefined : inputBytes(stdin));
  }

  /** Runs a command whose standard input is streamed to it, at the pace it reads. The stream must not fail: it ends early instead. */
  async stream(command: Command, input: Uint8Array | Readable | undefined): Promise<RawOutput> {
    const opened = await this.#take();
    if (!opened.ok) return this.#gone(opened.error);
    const shell = opened.value;
    this.#prepare();
    this.#running.add(shell);
    const answer = shell.runOnly(command, input === undefined ? "own" : "raw");
    if (input instanceof Uint8Array) shell.channel.stdin.end(input);
    else input?.pipe(shell.channel.stdin);
    const output = await Promise.race([answer, shell.ended.then((end) => this.#cutShort(shell, end))]);
    this.#running.delete(shell);
    shell.channel.close();
    return output;
  }

  /** The session ids of the commands that run now. */
  running(): readonly (string | undefined)[] {
    return [...this.#running].map((shell) => shell.sid);
  }

  close(): void {
    this.#closed = true;
    for (const shell of this.#running) shell.channel.close();
    void this.#spare?.then((spare) => { if (spare.ok) spare.value.channel.close(); });
  }

  /** The spare shell, unless it ended meanwhile. */
  async #take(): Promise<Result<Shell, Unreachable | BecomeProblem>> {
    const spare = this.#spare;
    this.#spare = undefined;
    const ready = await spare;
    return ready?.ok === true && !ready.value.over ? ready : await openShell(this.#transport, "single", this.#become);
  }

  /** After one own command there is often another: its shell is opened ahead, which takes three round trips and a login shell's start. */
  #prepare(): void {
    if (!this.#closed) this.#spare ??= openShell(this.#transport, "single", this.#become);
  }

  /** The shell itself ended: by a signal from its own command, say. Without a code it is the connection that ended. */
  #cutShort(shell: Shell, { code, signal }: { readonly code?: number; readonly signal?: string }): Promise<RawOutput> | RawOutput {
    if (code === undefined && signal === undefined) return this.#gone({ reason: "lost", detail: "the connection was closed while a command ran" });
    return { code: code ?? 128 + signalNumber(signal), ...shell.rest() };
  }

  /** A user who could be become before, and now cannot, is as lost as a connection. */
  #gone(why: Unreachable | BecomeProblem): Promise<never> {
    this.#lose("method" in why ? { reason: "lost", detail: `no more shells of ${why.become} by ${why.method}: ${why.detail}` } : why);
    return new Promise(() => undefined);
  }
}

function signalNumber(name: string | undefined): number {
  return Object.entries(constants.signals).find(([each]) => each === `SIG${name ?? ""}`)?.[1] ?? 0;
}
