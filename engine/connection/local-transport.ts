import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { userInfo } from "node:os";
import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import { channelEnd } from "./channel-end.js";
import type { Channel, Transport } from "./channel.js";

/** Processes of the machine tsplay runs on, each in a session of its own, so that Ctrl-C on our terminal does not reach them. */
export function localTransport(env: NodeJS.ProcessEnv): Transport {
  return {
    user: userInfo().username,
    open: (commandLine) => new Promise((resolve) => {
      const child = spawn("sh", ["-c", commandLine], { env, detached: true, stdio: "pipe" });
      const channel = channelOf(child);
      child.once("error", (error) => { resolve(err({ reason: "no-shell", detail: error.message })); });
      child.once("spawn", () => { resolve(ok(channel)); });
    }),
    lost: new Promise<Unreachable>(() => undefined),
    close: () => Promise.resolve(),
  };
}

function channelOf(child: ChildProcessWithoutNullStreams): Channel {
  const { stdin, stdout, stderr } = child;
  const end = channelEnd();
  stdin.on("error", () => undefined); // EPIPE: the child ended, which `ended` tells
  child.once("exit", (code, signal) => {
    end.exited({ ...(code !== null && { code }), ...(signal !== null && { signal: signal.slice(3) }) });
  });
  child.once("close", () => { end.closed(); });
  return {
    stdin, stdout, stderr, ended: end.ended,
    close: () => { for (const stream of [stdin, stdout, stderr]) stream.destroy(); },
  };
}
