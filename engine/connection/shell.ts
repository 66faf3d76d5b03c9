import { randomBytes } from "node:crypto";
import type { Command } from "#engine/core/command.js";
import type { Channel, ChannelEnd } from "./channel.js";
import { frame, oneLine, prelude } from "./frame.js";
import { MarkerReader } from "./marker-reader.js";
import type { Part } from "./marker-reader.js";

/** What a command left behind, as bytes. */
export interface RawOutput {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** There was more output than is kept. */
  readonly cut?: boolean;
}

interface Waiting {
  stdout?: Part;
  stderr?: Part;
  readonly done: (output: RawOutput) => void;
}

/**
 * A shell that has greeted. Commands are written as they come, those of one turn of the event loop in one go, and answered in order.
 * A promise whose answer never comes does not settle: race it against `ended`.
 */
export class Shell {
  readonly ended: Promise<ChannelEnd>;
  readonly channel: Channel;
  /** The session id of the shell on the host: everything it started is in there (setsid(2)), unless it left on purpose. */
  readonly sid: string | undefined;
  readonly #nonce = randomBytes(12).toString("hex");
  readonly #readers: readonly MarkerReader[];
  readonly #waiting: Waiting[] = [];
  #count = 0;
  #over = false;
  #unsent: string[] = [];

  constructor(channel: Channel, stat: string) {
    this.channel = channel;
    this.ended = channel.ended;
    void this.ended.then(() => { this.#over = true; });
    this.sid = sessionOf(stat);
    const out = new MarkerReader(this.#nonce, (part) => { this.#take("stdout", part); });
    const err = new MarkerReader(this.#nonce, (part) => { this.#take("stderr", part); });
    channel.stdout.on("data", (chunk: Buffer) => { out.push(chunk); });
    channel.stderr.on("data", (chunk: Buffer) => { err.push(chunk); });
    this.#readers = [out, err];
  }

  /** Whether it has ended. */
  get over(): boolean {
    return this.#over;
  }

  /** Whether a command has not been answered yet. */
  get busy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Runs a command; only for a persistent shell. */
  run(command: Command): Promise<RawOutput> {
    if (this.#unsent.length === 0) setImmediate(() => { this.#flush(); });
    if (this.#count === 0) this.#unsent.push(prelude(this.#nonce));
    this.#unsent.push(frame(command, this.#count));
    return this.#answer();
  }

  /** Runs the one command of a single shell; its standard input is the channel's when `raw`. */
  runOnly(command: Command, input: "own" | "raw"): Promise<RawOutput> {
    this.channel.stdin.write(`${oneLine(`${prelude(this.#nonce)}; ${frame(command, 0, input)}`)}\n`);
    return this.#answer();
  }

  /** What came of a command whose marker never came. */
  rest(): { readonly stdout: Buffer; readonly stderr: Buffer } {
    const [stdout = Buffer.alloc(0), stderr = Buffer.alloc(0)] = this.#readers.map((reader) => reader.rest());
    return { stdout, stderr };
  }

  #answer(): Promise<RawOutput> {
    this.#count += 1;
    return new Promise((done) => { this.#waiting.push({ done }); });
  }

  #flush(): void {
    this.channel.stdin.write(`${this.#unsent.join("\n")}\n`);
    this.#unsent = [];
  }

  #take(stream: "stdout" | "stderr", part: Part): void {
    const waiting = this.#waiting.find((each) => each[stream] === undefined);
    if (waiting === undefined) return;
    waiting[stream] = part;
    if (waiting.stdout === undefined || waiting.stderr === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    const { stdout, stderr } = waiting;
    waiting.done({ code: stdout.code, stdout: stdout.bytes, stderr: stderr.bytes, ...((stdout.cut || stderr.cut) && { cut: true }) });
  }
}

/** The sixth field of proc(5)'s stat; the second, the program's name, may hold spaces and parentheses. */
function sessionOf(stat: string): string | undefined {
  const field = stat.slice(stat.lastIndexOf(")") + 1).trim().split(" ")[3];
  return field !== undefined && /^\d+$/.test(field) ? field : undefined;
}
