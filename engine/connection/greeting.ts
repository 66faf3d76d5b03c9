import type { Readable } from "node:stream";
import type { Channel } from "./channel.js";

/** How starting a shell went. */
export type Greeting =
  | { readonly kind: "hello"; readonly stat: string }
  /** sudo asked for the password a second time. */
  | { readonly kind: "asked-again"; readonly said: string }
  | { readonly kind: "ended"; readonly code: number | undefined; readonly said: string }
  | { readonly kind: "silent"; readonly said: string };

/** What to wait for, and what to answer. */
export interface GreetingOptions {
  readonly hello: string;
  readonly prompt: string;
  readonly password: string | undefined;
  readonly seconds: number;
}

/**
 * Waits until a new shell has greeted on both streams; whatever comes before (a banner of a login file, sudo's lecture) is dropped.
 * The password is sent only when sudo asks for it: sent early it would be read as a command where sudo needs none.
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
    let asked = 0;
    const look = (): void => {
      const prompts = streams.err.text().split(options.prompt).length - 1;
      if (prompts > 1) resolve({ kind: "asked-again", said: said(streams) });
      else if (prompts > asked) channel.stdin.write(`${options.password ?? ""}\n`);
      asked = prompts;
      const hello = new RegExp(`${options.hello}:(.*)\n`).exec(streams.out.text());
      if (hello !== null && streams.err.text().includes(`${options.hello}:\n`)) resolve({ kind: "hello", stat: hello[1] ?? "" });
    };
    streams.out.onText(look);
    streams.err.onText(look);
  });
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
