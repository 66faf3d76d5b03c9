import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Event } from "#engine/core/event.js";
import { Mask } from "#engine/core/mask.js";
import { Secret } from "#engine/core/secret.js";
import { OMIT, Unknown } from "#engine/core/value.js";
import { jsonLine, openJsonLines } from "#engine/report/json-lines.js";
import { changed, ended, failed, taskNamed, told } from "./sample.js";

const task = taskNamed("Write motd", { role: "web" });

describe("[U] events as JSON lines", () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "tsplay-json-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it("parse back as they were", () => {
    const event = ended(task, "app1", changed({ values: { stdout: "a\nb\u2028c", list: [1, null, true] }, diff: [{ kind: "text", title: "/x", before: "a", after: "b" }] }));
    expect(JSON.parse(jsonLine(event, new Mask()))).to.deep.equal(event);
    expect(jsonLine(event, new Mask())).to.not.include("\n");
  });

  it("hold no secret: neither as a Secret, nor inside texts, keys and numbers", () => {
    const mask = new Mask();
    mask.add(new Secret("pa\"ss\nword"));
    mask.add(new Secret("123456"));
    const event = ended(task, "app1", changed({ values: { a: new Secret("other"), b: "x pa\"ss\nword y", c: 123456, "k123456": 1 } }));
    const line = jsonLine(event, mask);
    expect(JSON.parse(line)).to.have.nested.property("outcome.values").that.deep.equals({ a: "***", b: "x *** y", c: "***", "k***": 1 });
    expect(line).to.not.include("other").and.not.include("123456");
  });

  it("call unknown values unknown", () => {
    const event = ended(task, "app1", changed({ values: { later: new Unknown("the result of X"), left: OMIT } }));
    expect(JSON.parse(jsonLine(event, new Mask()))).to.have.nested.property("outcome.values").that.deep.equals({ later: { unknown: "the result of X" }, left: "__omit__" });
  });

  it("of no_log tasks hold no values, differences or outputs", () => {
    const silent = taskNamed("Quiet", { noLog: true });
    const lines = [
      ended(silent, "a", changed({ values: { a: "PRIVATE" }, diff: [{ kind: "note", title: "PRIVATE", note: "" }] })),
      ended(silent, "b", failed({ problem: { reason: "bad-input", diagnostics: [{ severity: "error", code: "type", message: "PRIVATE", hint: "PRIVATE" }] } })),
    ].map((event) => jsonLine(event, new Mask()));
    expect(lines.join("\n")).to.not.include("PRIVATE");
    expect(JSON.parse(lines[1] ?? "")).to.have.nested.property("outcome.problem.reason", "bad-input");
  });

  it("are written one a line, readable by the owner only", async () => {
    const path = join(folder, "events.jsonl");
    const json = openJsonLines(path, new Mask());
    const events: Event[] = [{ type: "task-start", at: 1, task, hosts: ["app1"] }, ended(task, "app1", changed())];
    await told(events, json.ok ? { json: json.value } : {});
    expect(readFileSync(path, "utf8").trimEnd().split("\n").map((line): unknown => JSON.parse(line))).to.deep.equal(events);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it("a file that cannot be opened is an error before the run", () => {
    const json = openJsonLines(join(folder, "none", "x"), new Mask());
    expect(json.ok ? "" : json.error.message).to.match(/^cannot write .*ENOENT/);
  });

  it("a full disk does not stop the run, and is told at its end", async () => {
    const json = openJsonLines("/dev/full", new Mask());
    const { out, err } = await told([ended(task, "app1", changed()), ended(task, "app2", changed())], json.ok ? { json: json.value } : {});
    expect(out).to.include("changed: [app2]");
    expect(err).to.include("/dev/full is not complete").and.to.include("ENOSPC");
  });
});
