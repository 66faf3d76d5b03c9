import { expect } from "chai";
import { differences, refusalDifferences } from "./compare.js";
import type { EngineRun, Json, Row } from "./outcome.js";

const run = (...rows: readonly Row[]): EngineRun => ({ end: "success", linear: true, rows, recap: {}, output: "", files: new Map() });
const row = (more: Partial<Row> = {}): Row => ({
  play: "p", role: undefined, task: "t", taskId: "1", module: "command", host: "h1", outcome: "ok", items: [], looped: false, check: false, values: { rc: 0 }, ...more,
});
const told = (ansible: EngineRun, tsplay: EngineRun): string => differences(ansible, tsplay).join("\n");

describe("the comparison of the conformance suite", () => {
  it("finds nothing where both did the same", () => {
    expect(told(run(row()), run(row()))).to.equal("");
  });

  it("finds another end, another outcome, another host, one task more or less", () => {
    expect(told(run(), { ...run(), end: "failed" })).to.include("ansible success, tsplay failed");
    expect(told(run(row()), run(row({ outcome: "changed" })))).to.include("+ tsplay  [p] t | h1: changed");
    expect(told(run(row()), run(row({ host: "h2" })))).to.include("h2");
    expect(told(run(row()), run(row(), row({ taskId: "2" })))).to.include("tasks differ from number 2");
    expect(told(run(row()), run())).to.include("tasks differ from number 1");
  });

  it("finds another result, also of an item, and one that no_log should have hidden", () => {
    expect(told(run(row()), run(row({ values: { rc: 1 } })))).to.include("tsplay  rc: 1");
    expect(told(run(row({ values: undefined })), run(row()))).to.include("hidden");
    const looped = (rc: number): Row => row({ looped: true, values: undefined, items: [{ outcome: "ok", values: { rc } }] });
    expect(told(run(looped(0)), run(looped(1)))).to.include("tsplay  rc: 1");
  });

  it("lets alone what only one documents, and what hangs on the time", () => {
    expect(told(run(row({ values: { rc: 0, delta: "0:00:01", start: "now" } })), run(row()))).to.equal("");
  });

  it("lets modules give more than Ansible's, and not less", () => {
    const file = (values: Json): EngineRun => run(row({ module: "file", values }));
    expect(told(file({ path: "/x" }), file({ path: "/x", mode: "0644" }))).to.equal("");
    expect(told(file({ path: "/x", mode: "0644" }), file({ path: "/x" }))).to.include("mode");
  });

  it("finds playbooks that Ansible does not take", () => {
    expect(told({ ...run(), end: "refused" }, { ...run(), end: "refused" })).to.include("mend the playbook");
  });

  it("minds the order of tasks, and not that of the hosts in a task", () => {
    const [a, b] = [row(), row({ host: "h2" })];
    expect(told(run(a, b), run(b, a))).to.equal("");
    const other = row({ taskId: "2", task: "u" });
    expect(told(run(a, other), run(other, a))).to.not.equal("");
  });

  it("minds only the order on each host where hosts do not wait for each other", () => {
    const [a, b, c] = [row(), row({ host: "h2" }), row({ taskId: "2", task: "u" })];
    expect(told({ ...run(a, b, c), linear: false }, run(a, c, b))).to.equal("");
    expect(told({ ...run(a, b, c), linear: false }, run(c, a, b))).to.not.equal("");
  });

  it("finds other files and another recap", () => {
    expect(told({ ...run(), files: new Map([["f", "file 0644 a"]]) }, { ...run(), files: new Map([["f", "file 0600 a"]]) })).to.include("file f");
    const recap = { ok: 1, changed: 0, skipped: 0, failed: 0, rescued: 0, ignored: 0, unreachable: false };
    expect(told({ ...run(), recap: { h1: recap } }, { ...run(), recap: { h1: { ...recap, ok: 2 } } })).to.include("recap of h1");
  });

  it("wants both to refuse what is to be refused, and tsplay to say why", () => {
    const refused: EngineRun = { ...run(), end: "refused", output: "no handler" };
    expect(refusalDifferences(refused, refused, "no handler")).to.deep.equal([]);
    expect(refusalDifferences(refused, refused, "other words").join()).to.include("does not say");
    expect(refusalDifferences(run(), refused, "no handler").join()).to.include("Ansible does not refuse it");
    expect(refusalDifferences(refused, run(), "").join()).to.include("tsplay does not refuse it");
  });
});
