// Plays a small playbook with the built program, and keeps what V8 compiled meanwhile beside it. Nothing is changed: it is a check run on this machine, and a
// connection to a port that refuses it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CACHE, loadBuiltProgram } from "./dist/engine/cli/built-program.js";

const folder = mkdtempSync(join(tmpdir(), "tsplay-warm-"));
const playbook = join(folder, "play.yml");
const tasks = [
  "file: {path: FOLDER/a, state: directory}", "copy: {content: \"{{ x }}\", dest: FOLDER/b}", "lineinfile: {path: FOLDER/c, line: a, create: true}", "stat: {path: FOLDER}",
  "command: \"true\"", "user: {name: root}", "apt: {name: base-files}", "template: {src: t.j2, dest: FOLDER/d}", "debug: {msg: \"{{ [1, x] | length }}\"}",
];
writeFileSync(join(folder, "t.j2"), "{% for i in [1, 2] %}{{ i }} {{ x }}{% endfor %}\n");
writeFileSync(playbook, `- hosts: all\n  gather_facts: false\n  vars: {x: a}\n  tasks:\n${tasks.map((task) => `  - {name: t, ${task.replace("FOLDER", folder)}, ignore_errors: true, when: x == 'a'}\n`).join("")}`);

const { main, compiled } = loadBuiltProgram("dist/bin");
const write = process.stdout.write.bind(process.stdout);
const silence = (...given) => { given.findLast((each) => typeof each === "function")?.(); return true; };
[process.stdout.write, process.stderr.write] = [silence, silence];
await main(["run", playbook, "-i", "localhost,", "-c", "local", "--check", "--diff"]);
await main(["run", playbook, "-i", "refused,", "-e", "ansible_host=127.0.0.1", "-e", "ansible_port=1", "--check"]);
rmSync(folder, { recursive: true });
writeFileSync(join("dist/bin", CACHE), compiled());
process.stdout.write = write;
process.exit(0);
