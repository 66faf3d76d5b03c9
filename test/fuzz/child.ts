import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { suites } from "./suites.js";

// One suite in a process of its own, whose memory has a limit: `child.ts SUITE SEED RUNS FILE`. FILE always holds the input being tried, for when the
// process dies of it. Prints one line of JSON.

const [name = "", seed = "0", runs = "0", file = ""] = process.argv.slice(2);
const suite = suites[name];
if (suite === undefined) throw new Error(`no suite is called ${name}`);

/** Seconds that one input may take. */
const LIMIT = 5;
let slowest = 0;

const property = fc.asyncProperty(suite.inputs, async (text) => {
  writeFileSync(file, text);
  const before = process.cpuUsage();
  const wrong = await suite.check(text);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1_000_000;
  slowest = Math.max(slowest, seconds);
  if (wrong !== undefined) throw new Error(wrong);
  if (seconds > LIMIT) throw new Error(`took ${seconds.toFixed(1)} s`);
});
const outcome = await fc.check(property, { seed: Number(seed), numRuns: Number(runs) || suite.runs, // Making a counterexample small takes long; TSPLAY_FUZZ_SHRINK does it.
  interruptAfterTimeLimit: 120_000, endOnFailure: process.env["TSPLAY_FUZZ_SHRINK"] === undefined });
const [input] = outcome.counterexample ?? [];
process.stdout.write(`${JSON.stringify({
  failed: outcome.failed, runs: outcome.numRuns, slowest, heap: Math.round(process.memoryUsage().heapUsed / 1_048_576),
  ...(outcome.failed && { input: input?.slice(0, 2000), length: input?.length, why: outcome.errorInstance instanceof Error ? outcome.errorInstance.stack?.slice(0, 1500) : String(outcome.errorInstance) }),
})}\n`);
