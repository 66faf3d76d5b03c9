import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type Played, Workshop } from "#test/support/run-inline.js";

/** A task that leaves a mark when it begins, and another one when it ends. */
const slow = (name: string): string => `- name: ${name}\n  shell: touch {{ there }}/begun; sleep 1; touch {{ there }}/ended`;

describe("[I] a run that is interrupted", function () {
  this.timeout(30_000);
  let shop: Workshop;
  let stop: AbortController;
  let abandon: AbortController;

  beforeEach(() => { [stop, abandon] = [new AbortController(), new AbortController()]; });
  afterEach(() => { shop.remove(); });

  /** Stops when h1 has begun its slow task; `hard`: gives it up as well. */
  async function interrupted({ tasks, handlers = "" }: { tasks: string; handlers?: string }, { forks = 5, hard = false } = {}): Promise<Played> {
    shop = new Workshop({ "play.yml": `- name: P\n  hosts: h1,h2\n  gather_facts: false\n  tasks:\n${indented(tasks)}${handlers === "" ? "" : `\n  handlers:\n${indented(handlers)}`}\n` });
    const running = shop.run({ forks, signal: stop.signal, abandon: abandon.signal });
    while (!existsSync(join(shop.folder, "h1/begun"))) await sleep(20);
    stop.abort();
    if (hard) abandon.abort();
    return running;
  }

  it("waits for what runs, and begins nothing else: no task, no host of the same task, no handler", async () => {
    const played = await interrupted({
      tasks: `- name: Notify\n  command: touch {{ there }}/changed\n  notify: pay\n${slow("Slow")}\n- name: Later\n  command: touch {{ there }}/later`,
      handlers: "- name: pay\n  command: touch {{ there }}/paid",
    }, { forks: 1 });
    expect(played.status).to.equal("interrupted");
    expect(played.on("h1")).to.deep.equal(["Notify: changed", "Slow: changed"]);
    expect(existsSync(join(shop.folder, "h1/ended"))).to.equal(true);
    expect(played.on("h2")).to.deep.equal(["Notify: changed"]);
    expect(played.recap("h1")).to.deep.equal({ ok: 2, changed: 2, notAttempted: 1, owed: ["pay"] });
    expect(played.recap("h2")).to.deep.equal({ ok: 1, changed: 1, notAttempted: 2, owed: ["pay"] });
    expect(owed()).to.deep.equal({ h1: ["pay"], h2: ["pay"] });
  });

  it("ends a loop after the item that runs: it is not done, and its handlers are owed", async () => {
    const played = await interrupted({
      tasks: "- name: Loop\n  shell: touch {{ there }}/begun; sleep 1\n  loop: [a, b, c]\n  notify: pay\n  ignore_errors: true",
      handlers: "- name: pay\n  command: touch {{ there }}/paid",
    });
    expect(played.on("h1")).to.deep.equal(["Loop: failed"]);
    expect(played.events.filter((event) => event.type === "item-end" && event.host === "h1").length).to.equal(1);
    expect(owed()).to.deep.equal({ h1: ["pay"], h2: ["pay"] });
  });

  it("is not taken for a failure to rescue, nor for a handler that ran", async () => {
    const rescued = await interrupted({ tasks: `- block:\n${indented(slow("Slow"), 4)}\n  rescue:\n    - name: Rescue\n      command: touch {{ there }}/rescued` }, { hard: true });
    expect(rescued.on("h1")).to.deep.equal(["Slow: failed"]);
    expect(rescued.recap("h1")).to.deep.equal({ failed: 1 });
    shop.remove();
    [stop, abandon] = [new AbortController(), new AbortController()];
    const handler = await interrupted({ tasks: "- name: Notify\n  command: touch {{ there }}/changed\n  notify: pay", handlers: slow("pay") }, { forks: 1 });
    expect(handler.on("h1")).to.deep.equal(["Notify: changed", "pay: changed"]);
    expect(handler.on("h2")).to.deep.equal(["Notify: changed"]);
    expect(owed()).to.deep.equal({ h2: ["pay"] });
  });

  it("gives up what runs when told again, and ends it on the host", async () => {
    const started = Date.now();
    const played = await interrupted({ tasks: "- name: Slow\n  shell: touch {{ there }}/begun; sleep 100; touch {{ there }}/ended\n  notify: pay", handlers: "- name: pay\n  command: touch {{ there }}/paid" }, { hard: true });
    expect(Date.now() - started, "milliseconds").to.be.lessThan(12_000);
    expect(played.status).to.equal("interrupted");
    expect(played.events.flatMap((event) => event.type === "task-end" && event.outcome.kind === "failed" ? [event.outcome.problem.reason] : [])).to.deep.equal(["interrupted", "interrupted"]);
    const [told] = played.events.filter((event) => event.type === "interrupted");
    expect(told?.cutShort?.map(({ host, task }) => `${host}: ${task.name}`).sort()).to.deep.equal(["h1: Slow", "h2: Slow"]);
    expect(owed(), "what was cut short may have changed something").to.deep.equal({ h1: ["pay"], h2: ["pay"] });
  });

  it("names the tasks in the background that it ends", async () => {
    const played = await interrupted({ tasks: "- name: Index\n  command: sleep 100\n  async: 200\n  poll: 0\n- name: Slow\n  shell: touch {{ there }}/begun; sleep 1" }, { hard: true });
    const [told] = played.events.filter((event) => event.type === "interrupted");
    expect(told?.jobs?.map(({ host, task, id }) => `${host}: ${task} ${id.replace(/\d+/g, "N")}`).sort()).to.deep.equal(["h1: Index jN.N", "h2: Index jN.N"]);
  });

  it("ends the waiting between two tries", async () => {
    const started = Date.now();
    const played = await interrupted({ tasks: "- name: Try\n  shell: touch {{ there }}/begun; false\n  register: tried\n  until: tried.rc == 0\n  delay: 60" });
    expect(Date.now() - started, "milliseconds").to.be.lessThan(12_000);
    expect(played.on("h1")).to.deep.equal(["Try: failed"]);
  });

  it("ends what a lookup waits for", async () => {
    const started = Date.now();
    const played = await interrupted({ tasks: `- name: Ask\n  command: "touch {{ there }}/{{ lookup('pipe', 'touch ' ~ there ~ '/begun; sleep 100.25; echo late') }}"` });
    expect(Date.now() - started, "milliseconds").to.be.lessThan(12_000);
    expect(played.status).to.equal("interrupted");
    expect(played.events.flatMap((event) => event.type === "task-end" && event.outcome.kind === "failed" ? [event.outcome.problem.reason] : [])).to.include("interrupted");
    expect(existsSync(join(shop.folder, "h1/late"))).to.equal(false);
    expect(spawnSync("pgrep", ["-f", "^sleep 100[.]25"]).status, "nothing is left behind").to.equal(1);
  });

  function owed(): Record<string, readonly string[]> {
    const journal = JSON.parse(readFileSync(join(shop.folder, "owed.json"), "utf8")) as Record<string, object>;
    return Object.fromEntries(Object.entries(journal).map(([host, debts]) => [host, Object.keys(debts)]));
  }
});

function indented(text: string, by = 4): string {
  return text.split("\n").map((line) => `${" ".repeat(by)}${line}`).join("\n");
}
