import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import PQueue from "p-queue";
import { environment, startWords } from "#test/engine/cli/command-line.js";

/** Seconds on processors for one call, its start from source included. */
const LIMIT = 8;

interface Nasty {
  readonly files: Readonly<Record<string, string>>;
  /** What the command must say; and it must not end with 1, the exit code of a bug. */
  readonly says: RegExp;
  readonly words?: readonly string[];
}

const play = (tasks: string, more = ""): string => `- name: play\n  hosts: all\n  gather_facts: false\n${more}  tasks:\n${tasks.replace(/^(?=.)/gm, "    ")}\n`;
const nested = (depth: number): string => Array.from({ length: depth }, (_, index) => `${"  ".repeat(index)}- block:\n`).join("").concat(`${"  ".repeat(depth)}- debug: {msg: a}\n`);

/** Whole calls that go in circles, grow without end, or reach for the inside of the program. */
const cases: Readonly<Record<string, Nasty>> = {
  "a file of tasks that includes itself": { files: { "p.yml": play("- include_tasks: t.yml"), "t.yml": "- include_tasks: t.yml\n" }, says: /circle|itself|deep/ },
  "the same by a template": { files: { "p.yml": play("- include_tasks: \"{{ n }}.yml\"\n  vars: {n: t}"), "t.yml": "- include_tasks: \"{{ n }}.yml\"\n" }, says: /circle|itself|deep/ },
  "two files that include each other": { files: { "p.yml": play("- include_tasks: a.yml"), "a.yml": "- include_tasks: \"{{ 'b' }}.yml\"\n", "b.yml": "- include_tasks: \"{{ 'a' }}.yml\"\n" }, says: /circle|itself|deep/ },
  "files that import each other": { files: { "p.yml": play("- import_tasks: a.yml"), "a.yml": "- import_tasks: b.yml\n", "b.yml": "- import_tasks: a.yml\n" }, says: /circle|itself/ },
  "a playbook that imports itself": { files: { "p.yml": "- import_playbook: p.yml\n" }, says: /circle|itself/ },
  "a role that includes itself": { files: { "p.yml": play("- include_role: {name: r}"), "roles/r/tasks/main.yml": "- include_role: {name: r}\n" }, says: /circle|itself|deep/ },
  "roles that depend on each other": { files: { "p.yml": "- hosts: all\n  roles: [a]\n", "roles/a/meta/main.yml": "dependencies: [b]\n", "roles/b/meta/main.yml": "dependencies: [a]\n" }, says: /circle/ },
  "variables that are each other": { files: { "p.yml": play("- debug: {msg: \"{{ a }}\"}", "  vars: {a: \"{{ b }}\", b: \"{{ a }}\"}\n") }, says: /itself|circle|recurs|each other/i },
  "a variable within itself": { files: { "p.yml": play("- debug: {msg: \"{{ a.x }}\"}", "  vars: {a: {x: [\"{{ a }}\"]}}\n") }, says: /itself|circle|recurs/i },
  "names of the host language": { files: { "p.yml": play("- set_fact: {__proto__: {x: 1}, constructor: 2}\n- debug: {msg: \"{{ ''.constructor }}\"}\n  register: toString\n- debug: {msg: \"{{ hostvars['__proto__'].x }}\"}") }, says: /undefined|no attribute|is not|has no|constructor/ },
  "a list of ten million items": { files: { "p.yml": play("- debug: {msg: \"{{ range(0, 10**9) | list | length }}\"}") }, says: /more than|too/ },
  "text that doubles": { files: { "p.yml": play("- debug: {msg: \"{{ t }}\"}", `  vars: {t0: xxxxxxxxxx, ${Array.from({ length: 40 }, (_, index) => `t${index + 1}: "{{ t${index} ~ t${index} }}"`).join(", ")}, t: "{{ t40 }}"}\n`) }, says: /more than|too/ },
  "a regular expression without end": { files: { "p.yml": play(`- debug: {msg: "{{ '${"a".repeat(60)}b' | regex_search('^(a+)+$') }}"}`) }, says: /too long|PLAY RECAP|ok/ },
  "blocks in blocks": { files: { "p.yml": play(nested(300)) }, says: /deep/ },
  "a handler that notifies itself": { files: { "p.yml": `${play("- command: \"true\"\n  notify: h")}  handlers:\n    - name: h\n      command: "true"\n      notify: h\n` }, says: /./ },
  "a template that includes itself": { files: { "p.yml": play("- template: {src: a.j2, dest: \"{{ playbook_dir }}/out\", mode: '0644'}"), "templates/a.j2": "{% include 'a.j2' %}\n" }, says: /circle|itself|deep/ },
  "groups that are each other's children": { files: { "p.yml": play("- debug: {msg: a}"), "i.yml": "a: {children: {b: }}\nb: {children: {a: }}\n" }, words: ["-i", "i.yml"], says: /circle|itself|child/ },
  "a range of a hundred million hosts": { files: { "p.yml": play("- debug: {msg: a}"), "i.ini": "[web]\nhost[1:100000000]\n" }, words: ["-i", "i.ini"], says: /range|hosts|too/ },
  "bytes that are no text": { files: { "p.yml": "\u0000\u0001- hosts: all" }, says: /UTF-8|binary|YAML/ },
  "an empty file": { files: { "p.yml": "" }, says: /is empty/ },
};

describe("[I] bad input on the command line: never a stack, a hang, or too much memory", function () {
  this.timeout(1_200_000);
  const folder = mkdtempSync(join(tmpdir(), "tsplay-fuzz-cli-"));
  const queue = new PQueue({ concurrency: 2 });
  const results = new Map<string, Promise<Called>>();
  before(() => {
    for (const [index, [name, each]] of Object.entries(cases).entries()) results.set(name, queue.add(() => playIn(join(folder, String(index)), each)));
  });
  after(() => { rmSync(folder, { recursive: true }); });

  for (const [name, { says }] of Object.entries(cases)) {
    it(name, async () => {
      const { code, output = "", seconds } = await results.get(name) ?? { code: null, seconds: Infinity };
      expect(output).to.not.match(/ended it (?:after|by)/);
      expect(output).to.not.match(/\n\s+at \S+ \(?(?:file|node):|bug of its own|heap limit/);
      expect(output).to.match(says);
      expect(code, output).to.be.oneOf([0, 2, 4]);
      expect(seconds).to.be.lessThan(LIMIT);
    });
  }

  it("a folder of variables that links to itself", async () => {
    mkdirSync(join(folder, "link/group_vars/all"), { recursive: true });
    symlinkSync("..", join(folder, "link/group_vars/all/again"));
    writeFileSync(join(folder, "link/p.yml"), play("- debug: {msg: a}"));
    const { code, output, seconds } = await called(["run", "p.yml", "-i", "h,", "-e", "ansible_connection=local"], join(folder, "link"));
    expect(output).to.not.match(/bug of its own|heap limit/);
    expect(code, output).to.be.oneOf([0, 2, 4]);
    expect(seconds).to.be.lessThan(LIMIT);
  });
});

async function playIn(dir: string, { files, words }: Nasty): Promise<Called> {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return await called(["run", "p.yml", ...words ?? ["-i", "h,", "-e", "ansible_connection=local"]], dir);
}

interface Called {
  readonly code: number | null;
  readonly output: string;
  /** On processors. */
  readonly seconds: number;
}

/** Seconds that a call may take by the clock. Two run at a time, and others may load the machine. */
const PATIENCE = 240;

const METER = "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('cpu '+(user+system)/1e6+String.fromCharCode(10))})";

async function called(words: readonly string[], cwd: string): Promise<Called> {
  const child = spawn(process.execPath, ["--max-old-space-size=512", "--import", METER, ...startWords(words)], { cwd, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  const watch = { overdue: false };
  const watchdog = setTimeout(() => { watch.overdue = child.kill("SIGKILL"); }, PATIENCE * 1000);
  const [code, signal] = await new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => { child.on("close", (...ended) => { resolve(ended); }); });
  clearTimeout(watchdog);
  // A machine under load must not look like a bug of the program: what ended the child is said in words.
  if (watch.overdue) output.push(`\nthe test ended it after ${PATIENCE} seconds`);
  else if (signal !== null) output.push(`\nsomebody else ended it by ${signal}`);
  const text = output.join("");
  return { code, output: text, seconds: Number(/^cpu ([\d.]+)$/m.exec(text)?.[1] ?? Infinity) };
}
