import { existsSync } from "node:fs";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Errand, ErrandAnswer } from "./errands.js";

/** So long may the thread take beyond the errand's own time. Milliseconds. */
const GRACE = 5000;

/**
 * Does an errand that needs the network in a thread of its own and waits for it: expressions have their value at once or not at all. Everything
 * else in this process stands still meanwhile, at most for the errand's time.
 */
export function runAside(errand: Errand): ErrandAnswer {
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1: mine, port2: theirs } = new MessageChannel();
  const worker = new Worker(workerFile(), { workerData: { errand, done, port: theirs } satisfies AsideData, transferList: [theirs] });
  worker.unref();
  Atomics.wait(done, 0, 0, errand.timeoutSeconds * 1000 + GRACE);
  const received = receiveMessageOnPort(mine) as { readonly message: ErrandAnswer } | undefined;
  mine.close();
  void worker.terminate();
  return received?.message ?? { kind: "trouble", reason: "timed-out", detail: `no answer within ${errand.timeoutSeconds} seconds` };
}

/** What the thread is given. */
export interface AsideData {
  readonly errand: Errand;
  /** Becomes 1 when the answer is in the port. */
  readonly done: Int32Array;
  readonly port: MessagePort;
}

type MessagePort = MessageChannel["port1"];

/** Beside this file, or beside the bundle that this file is part of. */
function workerFile(): URL {
  const compiled = new URL("./aside-worker.js", import.meta.url);
  return existsSync(compiled) ? compiled : new URL("./aside-worker.ts", import.meta.url);
}
