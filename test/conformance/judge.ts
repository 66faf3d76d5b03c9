import type { Ansible } from "./ansible.js";
import type { Case } from "./case.js";
import { differences, refusalDifferences } from "./compare.js";
import type { EngineRun } from "./outcome.js";
import { remembered } from "./remembered.js";
import { byTsplay } from "./tsplay.js";
import { Workspace } from "./workspace.js";

/** What became of a case. */
export interface Verdict {
  readonly kind: "agrees" | "differs" | "fails";
  readonly lines: readonly string[];
}

/** What all cases have in common. */
export interface Bench {
  readonly ansible: Ansible;
  /** The folder of their workspaces. */
  readonly parent: string;
  /** The inventory of playbooks for a real host. */
  readonly realHosts: string | undefined;
  /** What was printed is shown also of runs that went well. */
  readonly verbose: boolean;
}

/** Whether a case is played on a real host. */
export function isReal({ id }: Case): boolean {
  return id.startsWith("ssh/");
}

/** Plays a case by both, each time that it is to be played. */
export async function judged(bench: Bench, each: Case): Promise<Verdict> {
  const workspace = new Workspace(bench.parent, each, isReal(each) ? bench.realHosts : undefined);
  const found: string[] = [];
  for (const words of each.runs) {
    const lines = await played(bench, each, { workspace, words });
    if (lines.length > 0) found.push(...words.length > 0 ? [`with ${words.join(" ")}:`] : [], ...lines);
  }
  if (found.length === 0) workspace.remove();
  if (each.differs === undefined) return { kind: found.length === 0 ? "agrees" : "fails", lines: found };
  return found.length > 0 ? { kind: "differs", lines: found } : { kind: "fails", lines: ["it agrees now: remove its .differs.md"] };
}

async function played(bench: Bench, each: Case, turn: { readonly workspace: Workspace; readonly words: readonly string[] }): Promise<readonly string[]> {
  const { workspace, words } = turn;
  const ask = (): Promise<EngineRun> => bench.ansible.play(workspace, words);
  workspace.prepare();
  const theirs = await (isReal(each) ? ask() : remembered(each, turn, ask));
  workspace.moveAway("ansible");
  workspace.prepare();
  const ours = await byTsplay(workspace, words);
  workspace.moveAway("tsplay");
  const lines = each.refuses === undefined ? differences({ ...theirs, linear: theirs.linear && !each.hostByHost }, ours) : refusalDifferences(theirs, ours, each.refuses);
  return lines.length === 0 ? [] : [...lines, ...outputs(bench, theirs, ours)];
}

/** What they printed, where one of them did not get to the end. */
function outputs({ verbose }: Bench, theirs: EngineRun, ours: EngineRun): readonly string[] {
  const shown = (name: string, { end, output }: EngineRun): string[] => end === "success" && !verbose ? [] : output.split("\n").map((line) => `${name}> ${line}`);
  return [...shown("ansible", theirs), ...shown("tsplay", ours)];
}
