import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ansible } from "./ansible.js";
import { findCases, type Case } from "./case.js";
import { pageIsRight, writePage } from "./differences-page.js";
import { isReal, judged, type Bench, type Verdict } from "./judge.js";
import { labHost } from "./lab-host.js";
import { folderFor } from "./remembered.js";

// Words choose cases by a part of their name (`plays/serial`, `ssh/`); -v shows all that was printed; --write-page writes DIFFERENCES.md.

const words = process.argv.slice(2);
const cases = findCases(words.filter((word) => !word.startsWith("-")));
const verdicts: Verdict[] = [];
const start = Date.now();
if (words.includes("--write-page")) writePage(findCases([]));

const lab = cases.some(isReal) ? await labHost() : undefined;
const parent = folderFor(() => mkdtempSync(join(tmpdir(), "conformance-")));
const bench: Bench = { ansible: new Ansible(), parent, realHosts: lab?.inventory, verbose: words.includes("-v") };
try {
  // Two at a time: each engine has many hosts to work on. A real host is worked on by one after the other.
  const local = cases.filter((each) => !isReal(each));
  await Promise.all([worker(local), worker(local), worker(cases.filter(isReal))]);
} finally {
  bench.ansible.close();
  await lab?.remove();
}
conclude();

/** Takes cases off the queue until it is empty. */
async function worker(queue: Case[]): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const verdict = await judged(bench, next);
    verdicts.push(verdict);
    if (verdict.kind === "fails" || bench.verbose) say([`${verdict.kind.toUpperCase()} ${next.id}`, ...verdict.lines.map((line) => `    ${line}`)].join("\n"));
  }
}

function conclude(): void {
  const count = (kind: Verdict["kind"]): number => verdicts.filter((verdict) => verdict.kind === kind).length;
  const runs = cases.reduce((sum, each) => sum + each.runs.length, 0);
  say(`${cases.length} playbooks, ${runs} runs each under ansible-core and tsplay, ${Math.round((Date.now() - start) / 1000)} s`);
  if (count("fails") === 0) rmSync(parent, { recursive: true });
  else say(`what the failing ones left is in ${parent}`);
  const listed = pageIsRight(findCases([]));
  if (!listed) say("DIFFERENCES.md does not list the playbooks that differ on purpose: npm run test:conformance -- --write-page");
  if (count("fails") > 0 || cases.length === 0 || !listed) process.exitCode = 1;
  say(`conformance: ${count("agrees")} agree, ${count("differs")} differ on purpose, ${count("fails")} fail`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
