import { readFileSync } from "node:fs";
import { askNames } from "./ask-names.js";
import type { Errand, ErrandAnswer } from "./errands.js";
import { fetchPage } from "./fetch-page.js";

// A program of its own: it reads an errand from its standard input and writes the answer.

const errand = JSON.parse(readFileSync(0, "utf8")) as Errand;
// Connections that are kept for another request would keep the process.
process.stdout.write(JSON.stringify(await answerTo(errand)), () => { process.exit(); });

async function answerTo(asked: Errand): Promise<ErrandAnswer> {
  try {
    return asked.kind === "page" ? await fetchPage(asked) : await askNames(asked);
  } catch (error) {
    return { kind: "trouble", reason: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}
