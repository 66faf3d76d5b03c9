import { expect } from "chai";
import type { Event, HostRecap } from "#engine/core/event.js";
import { Mask } from "#engine/core/mask.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import { changed, ended, failed, okay, place, taskNamed, told } from "./sample.js";

const task = taskNamed("Write motd");
const start: Event = { type: "task-start", at: 0, task, hosts: ["app1", "db1"] };
const quiet: HostRecap = { host: "app1", ok: 1, changed: 0, skipped: 0, failed: 0, rescued: 0, ignored: 0, unknown: 0, unreachable: false, notAttempted: 0, owed: [] };

describe("[U] the plain report", () => {
  it("tells changes and failures, and keeps what is ok or skipped to itself", async () => {
    const { out } = await told([
      { type: "play-start", at: 0, play: "Site", hosts: ["app1", "db1"], place }, start,
      ended(task, "app1", okay), ended(task, "web1", { kind: "skipped", why: "a == b" }), ended(task, "db1", changed()), ended(task, "x", failed()),
    ]);
    expect(out).to.equal("\nPLAY [Site] 2 hosts\n\nTASK [Write motd]\nchanged: [db1]\nfailed: [x] missing on the host: nginx\n    at site.yml:4:5\n");
  });

  it("-v tells them too, with values on one line", async () => {
    const { out } = await told([start, ended(task, "app1", { ...okay, values: { rc: 0, stdout: "x\ny" } } as typeof okay), ended(task, "db1", { kind: "skipped", why: "a == b" })], { verbosity: 1 });
    expect(out).to.equal("\nTASK [Write motd]\nok: [app1]\n    {\"rc\":0,\"stdout\":\"x\\ny\"}\nskipped: [db1] because a == b\n");
  });

  it("-vv tells values as YAML-like lines and where the task stands", async () => {
    const values = { rc: 0, stdout: "one\ntwo\n", list: ["a", { b: true }], none: null, later: new Unknown("the result of \"X\""), empty: [], text: "yes" };
    const { out } = await told([start, ended(task, "app1", { kind: "ok", certainty: { level: "certain" }, values })], { verbosity: 2 });
    expect(out).to.equal([
      "", "TASK [Write motd]  site.yml:4", "ok: [app1]", "    rc: 0", "    stdout: |", "      one", "      two", "    list:", "      - a", "      -", "        b: true",
      "    none: null", "    later: (unknown: the result of \"X\")", "    empty: []", "    text: \"yes\"", "",
    ].join("\n"));
  });

  it("debug is always told", async () => {
    const debug = taskNamed("Say", { module: "debug" });
    expect((await told([ended(debug, "app1", { kind: "ok", certainty: { level: "certain" }, values: { msg: "hello" } })])).out).to.equal("\nTASK [Say]\nok: [app1]\n    msg: hello\n");
  });

  it("a check run says what would happen, and how sure it is", async () => {
    const { out } = await told([
      { type: "run-start", at: 0, check: true, playbooks: ["site.yml"] },
      ended(task, "app1", changed({ applied: false, certainty: { level: "assumed", after: ["Install nginx"] } })),
      ended(task, "db1", { kind: "unknown", because: "the result of \"Ask\" is not known" }),
      ended(task, "web1", okay),
      { type: "run-end", at: 9, seconds: 0.5, status: "success", recap: [quiet] },
    ], { check: true });
    expect(out).to.equal([
      "CHECK RUN: nothing is changed; what is told is what would happen.", "", "TASK [Write motd]",
      "would change: [app1] (assumed: after \"Install nginx\")", "unknown: [db1] because the result of \"Ask\" is not known", "",
      "RECAP (check run: changed means would change)", "app1 : ok=1 changed=0 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0 unknown=0 not-attempted=0",
      "Predictions: 1 certain, 1 assumed (they rest on changes predicted before them), 1 unknown. Nothing was changed.", "Done in 0.5 s", "",
    ].join("\n"));
  });

  it("a check run owns up to what check_mode: false changed", async () => {
    const { out } = await told([ended(task, "app1", changed()), { type: "run-end", at: 9, seconds: 0.5, status: "success", recap: [quiet] }], { check: true });
    expect(out).to.include("1 task with check_mode: false did change a host.").and.not.to.include("Nothing was changed");
  });

  it("names at most three of the changes that a prediction rests on", async () => {
    const { out } = await told([ended(task, "app1", changed({ applied: false, certainty: { level: "assumed", after: ["a", "b", "c", "d", "e"] } }))]);
    expect(out).to.include("(assumed: after \"a\", \"b\", \"c\" and 2 more)");
  });

  it("items stand for their task, whose summary is only told when it failed", async () => {
    const item = (name: string, outcome = changed()): Event => ({ type: "item-end", at: 0, task, host: "app1", item: name, outcome });
    const { out } = await told([start, item("a"), item("b", okay), item("c", failed()), ended(task, "app1", failed({ problem: { reason: "item-failed", failed: 1, total: 3 } }))]);
    expect(out).to.equal("\nTASK [Write motd]\nchanged: [app1] (item=a)\nfailed: [app1] (item=c) missing on the host: nginx\nfailed: [app1] 1 of 3 items failed\n    at site.yml:4:5\n");
    expect((await told([item("a"), ended(task, "app1", changed())])).out).to.equal("\nTASK [Write motd]\nchanged: [app1] (item=a)\n");
  });

  it("shows differences only when asked", async () => {
    const event = ended(task, "app1", changed({ diff: [{ kind: "text", title: "/etc/motd", before: "a\n", after: "b\n" }] }));
    expect((await told([event])).out).to.not.include("/etc/motd");
    expect((await told([event], { diff: true })).out).to.include("changed: [app1]\n    --- before: /etc/motd\n    +++ after: /etc/motd\n    @@ -1,1 +1,1 @@\n    -a\n    +b\n");
  });

  it("repeats the header when results of two tasks mix", async () => {
    const other = taskNamed("Other", { role: "web" });
    const { out } = await told([ended(task, "a", changed()), ended(other, "b", changed()), ended(task, "c", changed())]);
    expect(out.match(/^(TASK|changed).*$/gm)).to.deep.equal(["TASK [Write motd]", "changed: [a]", "TASK [web : Other]", "changed: [b]", "TASK [Write motd]", "changed: [c]"]);
  });

  it("tells failures that are ignored or rescued apart", async () => {
    const { out } = await told([ended(task, "a", failed({ ignored: true })), ended(task, "b", failed({ rescued: true }))]);
    expect(out).to.include("failed (ignored): [a]").and.to.include("failed (rescued): [b]");
  });

  it("calls handlers so, and names what hosts owe and are owed", async () => {
    const handler = taskNamed("Restart nginx", { handler: true });
    const { out } = await told([
      { type: "handlers-owed", at: 0, host: "app1", handlers: ["Restart nginx"], since: "2026-01-02T03:04:05Z" },
      { type: "task-start", at: 0, task: handler, hosts: ["app1"] },
      { type: "run-end", at: 9, seconds: 61, status: "failed-hosts", recap: [{ ...quiet, failed: 1, owed: ["Reload"] }] },
    ]);
    expect(out).to.include("owed: [app1] handlers that an earlier run (2026-01-02T03:04:05Z) notified and did not run; they run now: Restart nginx");
    expect(out).to.include("RUNNING HANDLER [Restart nginx]").and.to.include("owes handlers that were notified and did not run: \"Reload\"").and.to.include("Ended with failed hosts in 1 min 1 s");
  });

  it("aligns the recap", async () => {
    const recap = [quiet, { ...quiet, host: "database-1", ok: 12, changed: 3, unreachable: true, notAttempted: 7 }];
    const { out } = await told([{ type: "run-end", at: 9, seconds: 1, status: "unreachable-hosts", recap }]);
    expect(out).to.include([
      "app1       : ok=1  changed=0 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0 unknown=0 not-attempted=0",
      "database-1 : ok=12 changed=3 unreachable=1 failed=0 skipped=0 rescued=0 ignored=0 unknown=0 not-attempted=7",
    ].join("\n"));
  });

  it("warnings go to standard error", async () => {
    const { out, err } = await told([{ type: "warning", at: 0, diagnostic: { severity: "warning", code: "x", message: "odd", place } }]);
    expect(out).to.equal("");
    expect(err).to.match(/^site\.yml:4:5: warning: odd\n/);
  });

  it("says what an interrupted run did and did not do", async () => {
    const { out } = await told([{ type: "interrupted", at: 0, done: [], notDone: ["Web"] }]);
    expect(out).to.equal("\nINTERRUPTED\nfinished: nothing\nnot finished:\n    Web\n");
  });

  it("names what an interruption cut short, and the tasks in the background that it ended", async () => {
    const { out } = await told([{ type: "interrupted", at: 0, done: [], notDone: ["Web"], cutShort: [{ host: "app1", task }], jobs: [{ host: "app2", id: "j1.1", task: "Index" }] }]);
    expect(out).to.contain("    Web\ncut short, and how far these got on their hosts is not known:\n    [app1] Write motd  ").and.match(/in the background, and ended with the run before their end:\n {4}\[app2\] Index {2}\(j1\.1\)\n$/);
  });

  it("tells an unreachable host below the task it was lost in", async () => {
    const { out } = await told([{ type: "host-unreachable", at: 0, host: "app1", task, ignored: false, cause: { reason: "lost", detail: "" } }]);
    expect(out).to.match(/^\nTASK \[Write motd\]\nunreachable: \[app1\] the connection was lost/);
  });

  it("-vv shows what modules are given, secrets and tasks with no_log excepted", async () => {
    const given = { type: "parameters", at: 0, host: "app1", task, params: { dest: "/etc/motd", mode: "0644", password: new Secret("hunter2!") } } as const;
    expect((await told([given], { verbosity: 2 })).out).to.equal("\nTASK [Write motd]  site.yml:4\ngiven: [app1]\n    dest: /etc/motd\n    mode: \"0644\"\n    password: ***\n");
    expect((await told([given], { verbosity: 1 })).out).to.equal("");
    expect((await told([{ ...given, task: taskNamed("Hidden", { noLog: true }) }], { verbosity: 2 })).out).to.match(/^\nTASK \[Hidden\].*\ngiven: \[app1\]\n$/);
  });

  it("says where an unreachable host is ignored", async () => {
    const { out } = await told([{ type: "host-unreachable", at: 0, host: "app1", task, ignored: true, cause: { reason: "lost", detail: "" } }]);
    expect(out).to.match(/^\nTASK \[Write motd\]\nunreachable \(ignored\): \[app1\] the connection was lost/);
  });
});

describe("[U] secrets in the report", () => {
  const mask = new Mask();
  mask.add(new Secret("hunter2!secret"));

  it("are masked in diffs, output, values, items and names", async () => {
    const leaky = taskNamed("Set hunter2!secret");
    const { out, err } = await told([
      { type: "task-start", at: 0, task: leaky, hosts: ["app1"] },
      { type: "item-end", at: 0, task: leaky, host: "app1", item: "hunter2!secret", outcome: changed({ diff: [{ kind: "text", title: "x", before: "", after: "p=hunter2!secret\n" }] }) },
      ended(leaky, "db1", { kind: "ok", certainty: { level: "certain" }, values: { "hunter2!secret": "a hunter2!secret b", secret: new Secret("xyz") } }),
      ended(leaky, "db2", failed({ problem: { reason: "command-failed", command: "login hunter2!secret", code: 1, stdout: "", stderr: "no hunter2!secret\n" } })),
      { type: "warning", at: 0, diagnostic: { severity: "warning", code: "x", message: "hunter2!secret" } },
    ], { mask, verbosity: 3, diff: true });
    expect(out + err).to.not.include("hunter2").and.not.include("xyz");
    expect(out).to.include("+p=***").and.to.include("login ***").and.to.include("    ***: a *** b").and.to.include("    secret: ***");
  });

  it("does not leak a secret whose end is cut off", async () => {
    const { out } = await told([ended(task, "a", failed({ problem: { reason: "command-failed", command: `${"x".repeat(190)} hunter2!secret`, code: 1, stdout: "", stderr: "" } }))], { mask });
    expect(out).to.not.include("hunter");
  });

  it("no_log hides values, differences, items and what a failure said", async () => {
    const silent = taskNamed("Quiet", { noLog: true });
    const { out } = await told([
      { type: "item-end", at: 0, task: silent, host: "app1", item: "PRIVATE", outcome: changed({ values: { a: "PRIVATE" }, diff: [{ kind: "note", title: "PRIVATE", note: "PRIVATE" }] }) },
      ended(silent, "db1", failed({ values: { msg: "PRIVATE" }, problem: { reason: "command-failed", command: "PRIVATE", code: 3, stdout: "PRIVATE", stderr: "PRIVATE" } })),
      ended(silent, "db2", { kind: "skipped", why: "PRIVATE" }),
    ], { verbosity: 3, diff: true });
    expect(out).to.not.include("PRIVATE");
    expect(out).to.include("exit code 3 from: (hidden by no_log)").and.to.include("changed: [app1] (item=(hidden by no_log))");
  });
});
