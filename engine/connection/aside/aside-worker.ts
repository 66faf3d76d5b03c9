import { workerData } from "node:worker_threads";
import { askNames } from "./ask-names.js";
import type { Errand, ErrandAnswer } from "./errands.js";
import { fetchPage } from "./fetch-page.js";
import type { AsideData } from "./run-aside.js";

const { errand, done, port } = workerData as AsideData;

port.postMessage(await answerTo(errand));
Atomics.store(done, 0, 1);
Atomics.notify(done, 0);

async function answerTo(asked: Errand): Promise<ErrandAnswer> {
  try {
    return asked.kind === "page" ? await fetchPage(asked) : await askNames(asked);
  } catch (error) {
    return { kind: "trouble", reason: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}
