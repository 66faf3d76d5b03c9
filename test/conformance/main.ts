import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ansible } from "./ansible.js";
import { findCases, type Case } from "./case.js";
import { differences, refusalDifferences } from "./compare.js";
import { pageIsRight, writePage } from "./differences-page.js";
import type { EngineRun } from "./outcome.js";
import { folderFor, remembered } from "./remembered.js";
import { byTsplay } from "./tsplay.js";
import { Workspace } from "./workspace.js";

/** How many playbooks are played at once. */
const TOGETHER = 2;

/** What became of a case. */
interface Verdict {
  readonly kind: "agrees" | "differs" | "fails";
  readonly lines: readonly string[];
}

const verbose = process.argv.includes("-v");
const parent = folderFor(() => mkdtempSync(join(tmpdir(), "conformance-")));
const ansible = new Ansible();
const cases = findCases(process.argv.slice(2).filter((word) => !word.startsWith("-")));
const verdicts: Verdict[] = [];
const queue = [...cases];
const start = Date.now();
if (process.argv.includes("--write-page")) writePage(findCases([]));

await Promise.all(Array.from({ length: TOGETHER }, worker));
ansible.close();
conclude();

async function worker(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const verdict = await judged(next);
    verdicts.push(verdict);
    if (verdict.kind === "fails" || verbose) say([`${verdict.kind.toUpperCase()} ${next.id}`, ...verdict.lines.map((line) => `    ${line}`)].join("\n"));
  }
}

async function judged(each: Case): Promise<Verdict> {
  const workspace = new Workspace(parent, each);
  const found: string[] = [];
  for (const words of each.runs) {
    const lines = await played(each, workspace, words);
    if (lines.length > 0) found.push(...words.length > 0 ? [`with ${words.join(" ")}:`] : [], ...lines);
  }
  if (found.length === 0) workspace.remove();
  if (each.differs === undefined) return { kind: found.length === 0 ? "agrees" : "fails", lines: found };
  return found.length > 0 ? { kind: "differs", lines: found } : { kind: "fails", lines: ["it agrees now: remove its .differs.md"] };
}

async function played(each: Case, workspace: Workspace, words: readonly string[]): Promise<readonly string[]> {
  workspace.prepare();
  const theirs = await remembered(each, { workspace, words }, () => ansible.play(workspace, words));
  workspace.moveAway("ansible");
  workspace.prepare();
  const ours = await byTsplay(workspace, words);
  workspace.moveAway("tsplay");
  const lines = each.refuses === undefined ? differences({ ...theirs, linear: theirs.linear && !each.hostByHost }, ours) : refusalDifferences(theirs, ours, each.refuses);
  return lines.length === 0 ? [] : [...lines, ...outputs(theirs, ours)];
}

/** What they printed, where one of them did not get to the end. */
function outputs(theirs: EngineRun, ours: EngineRun): readonly string[] {
  const shown = (name: string, { end, output }: EngineRun): string[] => end === "success" && !verbose ? [] : output.split("\n").map((line) => `${name}> ${line}`);
  return [...shown("ansible", theirs), ...shown("tsplay", ours)];
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
