import { expect } from "chai";
import type { DiffPart } from "#engine/core/change.js";
import type { Event, Outcome, TaskName } from "#engine/core/event.js";
import { isFailure, judge, rowsOf } from "./foretold.js";

const certain = { level: "certain" } as const;
const ok: Outcome = { kind: "ok", certainty: certain, values: {} };
const unknown: Outcome = { kind: "unknown", because: "x" };
const failed: Outcome = { kind: "failed", problem: { reason: "interrupted" }, values: {}, ignored: false, rescued: false };

function changed(mode: string, level: "certain" | "assumed" = "certain"): Outcome {
  const diff: DiffPart[] = [{ kind: "fields", title: "/x", before: undefined, after: { mode, uid: level === "certain" ? 0 : -1 }, keys: ["mode"] }];
  return { kind: "changed", applied: false, certainty: level === "certain" ? certain : { level, after: ["t"] }, diff, values: {} };
}

function task(id: string): TaskName {
  return { name: `task ${id}`, module: "file", role: undefined, play: "p", handler: false, place: { file: "f", line: 1, column: 1, text: "" }, id, noLog: false };
}

function end(id: string, outcome: Outcome, ...items: readonly (readonly [string, Outcome])[]): Event[] {
  const about = { at: 0, task: task(id), host: "h" };
  return [...items.map(([item, each]): Event => ({ ...about, type: "item-end", item, outcome: each })), { ...about, type: "task-end", outcome, seconds: 0 }];
}

describe("[U] holding a check run against the run", () => {
  it("counts what came true by how sure it was", () => {
    const check = [...end("1", ok), ...end("2", changed("0600")), ...end("3", changed("0600", "assumed")), ...end("4", unknown)];
    const real = [...end("1", ok), ...end("2", changed("0600")), ...end("3", changed("0600")), ...end("4", changed("0600"))];
    expect(judge(check, real)).to.deep.include({ certain: 2, assumed: 1, unknown: 1, wrong: [], otherDiff: [] });
  });

  it("finds another outcome, a task that was not run, and one that nobody foretold", () => {
    const { wrong } = judge([...end("1", ok), ...end("2", ok)], [...end("1", changed("0600")), ...end("3", ok)]);
    expect(wrong).to.deep.equal(["h: task 1 [line 1]: foretold ok, was changed", "h: task 2 [line 1]: foretold ok, was not run", "h: task 3 [line 1]: foretold not run, was ok"]);
  });

  it("compares loops item by item, unless nobody knew the items", () => {
    const real = end("1", changed("0600"), ["a", ok], ["b", changed("0600")]);
    expect(judge(end("1", changed("0600"), ["a", changed("0600")], ["b", changed("0600")]), real).wrong).to.deep.equal(["h: task 1 (a) [line 1]: foretold changed, was ok"]);
    expect(judge(end("1", changed("0600"), ["b", changed("0600")]), real).wrong).to.have.length(2);
    expect(judge(end("1", unknown), real)).to.deep.include({ unknown: 1, wrong: [] });
  });

  it("compares the diffs of certain changes, as far as they are shown", () => {
    const real = end("1", changed("0600"));
    expect(judge(end("1", changed("0644")), real).otherDiff).to.have.length(1);
    expect(judge(end("1", changed("0644", "assumed")), real).otherDiff).to.deep.equal([]);
  });

  it("tells a handler's second run from its first", () => {
    expect(judge([...end("1", ok), ...end("1", ok)], [...end("1", ok), ...end("1", changed("0600"))]).wrong).to.have.length(1);
  });

  it("takes a failure for one, unless the playbook expects it", () => {
    expect(rowsOf(end("1", failed)).filter(isFailure)).to.have.length(1);
    expect(rowsOf([...end("1", { ...failed, ignored: true }), ...end("2", { ...failed, rescued: true })]).filter(isFailure)).to.deep.equal([]);
  });
});
