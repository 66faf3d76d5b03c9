import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { environment, startWords, tsplay, type Called, type Calling } from "./command-line.js";

describe("[I] tsplay run on this machine", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "tsplay-run-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  function playbook(tasks: string, head = "hosts: localhost"): void {
    writeFileSync(join(folder, "site.yml"), `- name: Site\n  ${head}\n  gather_facts: false\n  tasks:\n${tasks.replace(/^/gm, "    ")}\n`);
  }

  function run(words: readonly string[] = [], more: Calling = {}): Called {
    return tsplay(["run", "site.yml", ...words], { cwd: folder, ...more });
  }

  const makesFolder = "- name: Make a folder\n  file: {path: \"{{ playbook_dir }}/made\", state: directory}";

  it("changes, and the second time changes nothing", () => {
    playbook(makesFolder);
    const first = run();
    expect(first).to.include({ code: 0, err: "" });
    expect(first.out).to.match(/^\nPLAY \[Site\] 1 host\n\nTASK \[Make a folder\]\nchanged: \[localhost\]\n\nRECAP\nlocalhost : .* changed=1 .*\nDone in /);
    expect(existsSync(join(folder, "made"))).to.equal(true);
    expect(run().out).to.match(/localhost : ok=1 changed=0 unreachable=0 failed=0/);
  });

  it("--check --diff says what would change, and changes nothing", () => {
    playbook(makesFolder);
    const { code, out } = run(["--check", "--diff"]);
    expect(code).to.equal(0);
    expect(out).to.include("CHECK RUN").and.to.include("would change: [localhost]").and.to.include("absent -> present").and.to.include("Predictions: 1 certain, 0 assumed, 0 unknown. Nothing was changed.");
    expect(existsSync(join(folder, "made"))).to.equal(false);
  });

  it("a failed task ends with 2, an unreachable host with 3, bad input with 4", () => {
    playbook("- file: {path: /proc/none/x, state: touch}");
    expect(run()).to.include({ code: 2 }).and.have.property("out").that.includes("failed: [localhost]").and.includes("failed=1");
    playbook(makesFolder, "hosts: all");
    const unreachable = run(["-i", "127.0.0.1,", "-e", "ansible_port=1 ansible_connection=ssh"]);
    expect(unreachable.code).to.equal(3);
    expect(unreachable.out).to.include("unreachable: [127.0.0.1] 127.0.0.1 port 1 refused the connection").and.to.include("unreachable=1");
    playbook("- fille: {path: /x}\n- file: {pth: /x}");
    const bad = run();
    expect(bad).to.include({ code: 4, out: "" });
    expect(bad.err).to.include("site.yml:5:7: ").and.to.include("Did you mean \"file\"?").and.to.include("Did you mean \"path\"?").and.to.match(/\d errors in 1 file\n$/);
  });

  it("warns of risks before the first task, and ends before it where a branch can only fail; --no-lint leaves both out", () => {
    playbook("- name: Pipe\n  shell: echo a | cat\n");
    expect(run(["--check"])).to.include({ code: 0 }).and.have.property("err").that.matches(/^site\.yml:6:\d+: warning: .*\n[^]*pipefail/);
    expect(run(["--check", "--no-lint"])).to.include({ code: 0, err: "" });
    playbook("- name: Branch\n  file: {path: /nowhere/x, state: \"{{ 'absnt' if now is defined else 'absent' }}\"}\n");
    expect(run()).to.include({ code: 4, out: "" }).and.have.property("err").that.includes("Did you mean \"absent\"?");
    expect(run(["--no-lint"])).to.include({ code: 0, err: "" });
    playbook(Array.from({ length: 7 }, (_, index) => `- name: Pipe ${index}\n  shell: echo a | cat\n`).join(""));
    expect(run(["--syntax-check"]).err.match(/pipefail/g)).to.have.length(5);
    expect(run(["--syntax-check"]).err).to.include("2 more of this kind").and.to.include("`tsplay lint site.yml roles` shows them all");
  });

  it("files that are not there are bad input", () => {
    expect(tsplay(["run", "none.yml"], { cwd: folder })).to.include({ code: 4 }).and.have.property("err").that.includes("none.yml");
    playbook(makesFolder);
    expect(run(["-i", "nowhere"])).to.include({ code: 4 }).and.have.property("err").that.includes("nowhere");
    expect(run(["-e", "@none.yml"])).to.include({ code: 4 }).and.have.property("err").that.includes("none.yml");
    expect(run(["--json", "none/x"])).to.include({ code: 4 }).and.have.property("err").that.includes("cannot write none/x");
    expect(run(["--become-password-file", "none"])).to.include({ code: 4 }).and.have.property("err").that.includes("cannot read the password file");
    expect(existsSync(join(folder, "made"))).to.equal(false);
  });

  it("--syntax-check, --list-hosts and --list-tasks touch no host", () => {
    playbook(makesFolder);
    expect(run(["--syntax-check"])).to.deep.equal({ code: 0, out: "site.yml: no errors found\n", err: "" });
    expect(run(["--list-hosts"]).out).to.equal("play #1 (Site): 1 host\n    localhost\n");
    expect(run(["--list-tasks"]).out).to.equal("play #1 (Site): 1 task\n    Make a folder  site.yml:5\n");
    expect(existsSync(join(folder, "made"))).to.equal(false);
  });

  it("--json writes every event, and - puts the text for people on standard error", () => {
    playbook(makesFolder);
    run(["--json", "events.jsonl"]);
    const types = readFileSync(join(folder, "events.jsonl"), "utf8").trimEnd().split("\n").map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).to.deep.equal(["run-start", "play-start", "task-start", "task-end", "run-end"]);
    const piped = run(["--json", "-"]);
    expect(piped.out.trimEnd().split("\n").map((line) => (JSON.parse(line) as { type: string }).type)).to.deep.equal(types);
    expect(piped.err).to.include("RECAP");
  });

  it("variables of -e reach the tasks, later ones winning", () => {
    playbook("- file: {path: \"{{ playbook_dir }}/{{ name }}\", state: directory}");
    expect(run(["-e", "name=a", "-e", "{\"name\": \"b\"}"]).code).to.equal(0);
    expect([existsSync(join(folder, "a")), existsSync(join(folder, "b"))]).to.deep.equal([false, true]);
  });

  it("owed handlers are kept below the working folder, and run first the next time", () => {
    playbook("- name: Notify\n  file: {path: \"{{ playbook_dir }}/made\", state: directory}\n  notify: Later\n- name: Break\n  file: {path: \"{{ playbook_dir }}/there/x\", state: touch}");
    const site = join(folder, "site.yml");
    writeFileSync(site, `${readFileSync(site, "utf8")}  handlers:\n    - name: Later\n      file: {path: "{{ playbook_dir }}/handled", state: directory}\n`);
    const broken = run();
    expect(broken.code).to.equal(2);
    expect(broken.out).to.include("owes handlers that were notified and did not run: \"Later\"");
    expect(existsSync(join(folder, "handled"))).to.equal(false);
    mkdirSync(join(folder, "there"));
    const mended = run();
    expect(mended).to.include({ code: 0 });
    expect(mended.out).to.match(/owed: \[localhost\] handlers that an earlier run .* Later\n/).and.to.include("RUNNING HANDLER [Later]\nchanged: [localhost]");
    expect(existsSync(join(folder, "handled"))).to.equal(true);
  });

  it("colours are left out of pipes, and can be forced", () => {
    playbook(makesFolder);
    expect(run().out).to.not.include("\u001b");
    expect(run([], { env: { FORCE_COLOR: "1" } }).out).to.include("\u001b[1mPLAY [Site]\u001b[22m");
    expect(run(["--no-color"], { env: { FORCE_COLOR: "1" } }).out).to.not.include("\u001b");
  });

  it("a reader that goes away does not stop the run", async () => {
    playbook(`${makesFolder}\n${takesLong(1)}`);
    const child = spawn(process.execPath, startWords(["run", "site.yml"]), { cwd: folder, env: environment() });
    child.stdout.once("data", () => { child.stdout.destroy(); });
    expect(await new Promise((resolve) => child.on("close", resolve))).to.equal(0);
    expect(existsSync(join(folder, "long"))).to.equal(true);
  });

  it("a password that cannot be asked for is bad input, and says where else it may come from", () => {
    playbook(makesFolder);
    // setsid(1): a session of its own, which has no terminal.
    const ran = spawnSync("setsid", ["--wait", process.execPath, ...startWords(["run", "site.yml", "-K"])], { cwd: folder, env: environment(), encoding: "utf8", input: "" });
    expect(ran.status).to.equal(4);
    expect(ran.stderr).to.include("there is no terminal").and.to.include("TSPLAY_BECOME_PASSWORD").and.to.include("--become-password-file");
  });

  it("passwords from the environment are masked wherever they turn up", () => {
    playbook("- name: Say {{ x }}\n  file: {path: \"{{ playbook_dir }}/{{ x }}\", state: directory}");
    const { code, out } = run(["-vvv", "--diff", "-e", "x=swordfish1"], { env: { TSPLAY_BECOME_PASSWORD: "swordfish1" } });
    expect(code).to.equal(0);
    expect(out).to.include("***").and.not.include("swordfish1");
  });

  it("a password typed at a terminal is not shown", async () => {
    playbook(makesFolder);
    const words = startWords(["run", "site.yml", "-K"]).map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["-q", "-e", "-c", `${process.execPath} ${words}`, "/dev/null"], { cwd: folder, env: { ...environment(), TERM: "xterm" } });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const before = text;
      text += chunk.toString();
      if (!before.includes("become password: ") && text.includes("become password: ")) child.stdin.write("squix\u007fdfish1\r");
    });
    setTimeout(() => child.kill("SIGKILL"), 30_000).unref(); // a question that is not the expected one would wait for ever
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(text).to.include("become password: ").and.to.include("changed: [localhost]").and.not.include("squi").and.not.include("dfish");
    expect(code).to.equal(0);
  });

  it("the first signal ends the run in order with 130, and tells what was not done", async () => {
    playbook(`${makesFolder}\n${takesLong(2)}\n- name: Never\n  file: {path: "{{ playbook_dir }}/never", state: directory}`);
    const { code, text } = await interrupted(folder, 1);
    expect(code).to.equal(130);
    expect(text).to.include("SIGINT: no further task starts; waiting for those that run.").and.to.match(/INTERRUPTED\nfinished: nothing\nnot finished:\n {4}Site\n/).and.to.match(/not-attempted=1\nInterrupted in /);
    expect([existsSync(join(folder, "long")), existsSync(join(folder, "never"))]).to.deep.equal([true, false]);
  });

  it("a terminal that is closed ends the run in order as well", async () => {
    playbook(`${makesFolder}\n${takesLong(2)}\n- name: Never\n  file: {path: "{{ playbook_dir }}/never", state: directory}`);
    const words = startWords(["run", "site.yml", "--json", "events"]).map((word) => `'${word}'`).join(" ");
    const terminal = spawn("script", ["-q", "-e", "-c", `${process.execPath} ${words}`, "/dev/null"], { cwd: folder, env: { ...environment(), TERM: "xterm" } });
    const events = (): string => existsSync(join(folder, "events")) ? readFileSync(join(folder, "events"), "utf8") : "";
    while (!/"task-start".*Take long/.test(events())) await sleep(50);
    terminal.kill("SIGKILL");
    while (!events().includes("\"run-end\"")) await sleep(50);
    expect(events()).to.match(/"run-end".*"status":"interrupted"/);
    expect([existsSync(join(folder, "long")), existsSync(join(folder, "never"))]).to.deep.equal([true, false]);
  });

  it("the second signal ends what runs, also on the host, and tells that it was cut short", async () => {
    playbook(`${makesFolder}\n${takesLong(25)}`);
    const { code, text, seconds } = await interrupted(folder, 2);
    expect(code).to.equal(130);
    expect(text).to.include("SIGINT: ending what runs on the hosts.").and.to.include("failed: [localhost] interrupted before its end").and.to.match(/INTERRUPTED\n.*\nnot finished:\n {4}Site\n/);
    expect(seconds).to.be.lessThan(15);
    expect(readdirSync(folder).filter((name) => name.startsWith(".tsplay-") || name === "long"), "left behind").to.deep.equal([]);
  });
});

function takesLong(seconds: number): string {
  return `- name: Take long\n  copy: {content: x, dest: "{{ playbook_dir }}/long", validate: "sh -c 'sleep ${seconds}' %s"}`;
}

/** Runs site.yml until its second task, sends SIGINT so many times, and waits for the end. */
async function interrupted(cwd: string, times: number): Promise<{ code: unknown; text: string; seconds: number }> {
  const child = spawn(process.execPath, startWords(["run", "site.yml"]), { cwd, env: environment() });
  let text = "";
  const started = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => { text += chunk.toString(); if (text.includes("TASK [Take long]")) resolve(); });
  });
  child.stderr.on("data", (chunk: Buffer) => { text += chunk.toString(); });
  const ended = new Promise((resolve) => child.on("close", resolve));
  await Promise.race([started, ended]);
  await sleep(300);
  const from = performance.now();
  for (let sent = 0; sent < times; sent++) {
    child.kill("SIGINT");
    await sleep(50);
  }
  const code = await ended;
  return { code, text, seconds: (performance.now() - from) / 1000 };
}
