import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Outcome } from "#engine/core/event.js";
import { type Played, Workshop } from "#test/support/run-inline.js";

const play = (tasks: string): string => `- name: P\n  hosts: h1\n  gather_facts: false\n  tasks:\n${tasks.trim().split("\n").map((line) => `    ${line}`).join("\n")}\n`;

describe("[I] the time limit of a task", function () {
  this.timeout(30_000);
  let shop: Workshop;

  afterEach(() => { shop.remove(); });

  async function run(tasks: string): Promise<Played> {
    shop = new Workshop({ "play.yml": play(tasks) });
    return shop.run();
  }

  it("kills what runs on the host, and the task fails as timed out", async () => {
    const mark = String(70_000 + process.pid % 9999);
    const played = await run(`- name: Too long
  command: sleep ${mark}
  timeout: 1
  ignore_errors: true
- name: Next
  command: echo here`);
    const first = outcomes(played)[0];
    expect(first?.kind === "failed" ? first.problem : undefined).to.deep.equal({ reason: "timed-out", command: `sleep ${mark}`, seconds: 1, stdout: "", stderr: "" });
    expect(played.on("h1")).to.deep.equal(["Too long: failed (ignored)", "Next: changed"]);
    expect(processes(`sleep\0${mark}\0`)).to.equal(0);
  });

  it("may come from the play's variables, and does not harm what ends in time; 0 is none", async () => {
    const played = await run(`- name: In time
  command: sleep 0.2
  timeout: "{{ 2 * 3 }}"
- name: Its own code
  command: sh -c 'exit 124'
  timeout: 20
  ignore_errors: true
- name: None
  command: sleep 0.1
  timeout: 0`);
    const second = outcomes(played)[1];
    expect(second?.kind === "failed" ? second.problem : undefined).to.include({ reason: "command-failed", code: 124 });
    expect(played.on("h1")).to.deep.equal(["In time: changed", "Its own code: failed (ignored)", "None: changed"]);
  });

  it("ends the writing of a file, which leaves nothing behind", async () => {
    shop = new Workshop({ "play.yml": play(`- name: Write
  copy: {content: new, dest: "{{ there }}/file", validate: "sh -c 'sleep 30' %s"}
  timeout: 1`) });
    const played = await shop.run();
    const [first] = outcomes(played);
    expect(first?.kind === "failed" ? first.problem.reason : first).to.equal("timed-out");
    expect(readdirSync(join(shop.folder, "h1"))).to.deep.equal([]);
  });

  it("holds for each try of an `until`", async () => {
    const played = await run(`- name: Twice
  shell: test -e {{ there }}/seen || { touch {{ there }}/seen; sleep 60; }
  timeout: 1
  register: tried
  until: tried.rc | default(1) == 0
  retries: 2
  delay: 0`);
    expect(played.on("h1")).to.deep.equal(["Twice: changed"]);
    expect(existsSync(join(shop.folder, "h1", "seen"))).to.equal(true);
  });
});

function outcomes(played: Played): readonly Outcome[] {
  return played.events.flatMap((event) => event.type === "task-end" ? [event.outcome] : []);
}

function processes(commandLine: string): number {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name) === commandLine).length;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
