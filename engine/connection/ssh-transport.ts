import type { Client, ClientChannel } from "ssh2";
import { setTimeout as sleep } from "node:timers/promises";
import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import { channelEnd } from "./channel-end.js";
import type { Channel, Transport } from "./channel.js";
import type { SshError } from "./connect-trouble.js";

/** How long to go on asking for a channel: sshd counts one that was closed for a while longer (MaxSessions, sshd_config(5)). */
const CHANNEL_PATIENCE = 15_000;

/** SSH_OPEN_CONNECT_FAILED (RFC 4254, 5.1): what sshd answers beyond MaxSessions. */
const OPEN_REFUSED = 2;

/** Channels over a client that is logged in. */
export function sshTransport(client: Client, user: string): Transport {
  let why = "the connection was closed by the host";
  const lost = new Promise<Unreachable>((resolve) => {
    client.on("error", (error: SshError) => {
      why = error.level === "client-timeout" ? "the host stopped answering" : error.message;
    });
    client.once("close", () => { resolve({ reason: "lost", detail: why }); });
  });
  return {
    user, lost,
    open: async (commandLine) => await Promise.race([lost.then(err), openWithPatience(client, commandLine)]),
    close: () => new Promise((resolve) => {
      client.once("close", resolve);
      client.end();
      setTimeout(() => { client.destroy(); resolve(); }, 1000).unref();
    }),
  };
}

async function openWithPatience(client: Client, commandLine: string): Promise<Result<Channel, Unreachable>> {
  const deadline = Date.now() + CHANNEL_PATIENCE;
  for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
    const opened = await execute(client, commandLine);
    if (!(opened instanceof Error)) return ok(channelOf(opened));
    if ((opened as { reason?: unknown }).reason !== OPEN_REFUSED || Date.now() > deadline) return err({ reason: "lost", detail: `the host gives no channel: ${opened.message}` });
    await sleep(pause * (0.5 + Math.random()));
  }
}

function execute(client: Client, commandLine: string): Promise<ClientChannel | Error> {
  return new Promise((resolve) => {
    try {
      client.exec(commandLine, (error, channel) => { resolve(error ?? channel); });
    } catch (error) { // ssh2 throws "Not connected"
      resolve(error as Error);
    }
  });
}

function channelOf(stream: ClientChannel): Channel {
  const end = channelEnd();
  stream.on("exit", (code: number | null, signal?: string) => {
    end.exited(code === null ? { signal: (signal ?? "").replace(/^SIG/, "") } : { code });
  });
  stream.on("close", () => { end.closed(); });
  stream.on("error", () => undefined); // a write after the end: `ended` tells
  return { stdin: stream, stdout: stream, stderr: stream.stderr, ended: end.ended, close: () => { stream.close(); } };
}
