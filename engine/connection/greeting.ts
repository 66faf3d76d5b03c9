import type { Readable } from "node:stream";
import type { Channel } from "./channel.js";

/** How starting a shell went. */
export type Greeting =
  | { readonly kind: "hello"; readonly stat: string }
  /** There was a question for a password: without one to give, or a second time. */
  | { readonly kind: "asked" | "asked-again"; readonly said: string }
  | { readonly kind: "ended"; readonly code: number | undefined; readonly said: string }
  | { readonly kind: "silent"; readonly said: string };

/** What to wait for, and what to answer. */
export interface GreetingOptions {
  readonly hello: string;
  /** How many questions for a password there are in what stderr said so far. */
  readonly questions: (said: string) => number;
  readonly password: string | undefined;
  /** Said on stdout by a shell that waits for an answer, and that answer; see engine/connection/shell-start. */
  readonly ready: string;
  readonly go: string;
  /** Said on stderr, with an exit code behind it, by what ends only when we do. */
  readonly gone: string;
  readonly seconds: number;
}

/**
 * Waits until a new shell has greeted on both streams; whatever comes before (a banner of a login file, sudo's lecture) is dropped.
 * The password is sent only when it is asked for: sent early it would be read as a command where none is needed.
 */
export async function awaitGreeting(channel: Channel, options: GreetingOptions): Promise<Greeting> {
  const streams = { out: listen(channel.stdout), err: listen(channel.stderr) };
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<Greeting>((resolve) => {
    timer = setTimeout(() => { resolve({ kind: "silent", said: said(streams) }); }, options.seconds * 1000);
  });
  const ended = channel.ended.then((end): Greeting => ({ kind: "ended", code: end.code, said: said(streams) }));
  const greeting = await Promise.race([silent, ended, answered(channel, streams, options)]);
  clearTimeout(timer);
  streams.out.stop();
  streams.err.stop();
  return greeting;
}

interface Streams {
  readonly out: Listener;
  readonly err: Listener;
}

function answered(channel: Channel, streams: Streams, options: GreetingOptions): Promise<Greeting> {
  return new Promise((resolve) => {
    const answer = once((line: string) => { channel.stdin.write(`${line}\n`); });
    const go = once((line: string) => { channel.stdin.write(`${line}\n`); });
    const look = (): void => {
      const [out, err] = [streams.out.text(), streams.err.text()];
      const questions = options.questions(err);
      if (questions > 0 && options.password === undefined) resolve({ kind: "asked", said: said(streams) });
      else if (questions > 1) resolve({ kind: "asked-again", said: said(streams) });
      else if (questions > 0) answer(options.password ?? "");
      if (out.includes(`${options.ready}\n`)) go(options.go);
      const greeting = outcome(out, err, options);
      if (greeting !== undefined) resolve(greeting);
    };
    streams.out.onText(look);
    streams.err.onText(look);
  });
}

function outcome(out: string, err: string, { hello, gone }: GreetingOptions): Greeting | undefined {
  const stat = new RegExp(`${hello}:(.*)\n`).exec(out);
  if (stat !== null && err.includes(`${hello}:\n`)) return { kind: "hello", stat: stat[1] ?? "" };
  const code = new RegExp(`${gone}(\\d+)\n`).exec(err);
  return code === null ? undefined : { kind: "ended", code: Number(code[1]), said: `${out}${err}` };
}

function once(act: (line: string) => void): (line: string) => void {
  let done = false;
  return (line) => {
    if (!done) act(line);
    done = true;
  };
}

interface Listener {
  text(): string;
  onText(look: () => void): void;
  stop(): void;
}

/** A login file that never stops talking must not fill the memory. */
const LONGEST = 65_536;

function listen(stream: Readable): Listener {
  let text = "";
  let notify = (): void => undefined;
  const onData = (chunk: Buffer): void => {
    text = (text + chunk.toString("utf8")).slice(-LONGEST);
    notify();
  };
  stream.on("data", onData);
  return {
    text: () => text,
    onText: (look) => { notify = look; },
    stop: () => { stream.off("data", onData); },
  };
}

function said({ out, err }: Streams): string {
  return `${out.text()}${err.text()}`.trim();
}
