import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ValueMap } from "#engine/core/value.js";

/** A task for ansible-core, as a playbook writes it: the module's name to its parameters, and keywords. */
export type AnsibleTask = Readonly<Record<string, unknown>>;

/**
 * Plays tasks with ansible-core on this machine (connection: local), and gives what each registered, in order. A failing task does not stop the others.
 * `programs`: a folder that is searched for programs first. Throws where there is no ansible-playbook: it is what we are compared with, and a test that passed it over would prove nothing.
 */
export function ansibleResults(tasks: readonly AnsibleTask[], programs?: string): readonly ValueMap[] {
  const folder = mkdtempSync(join(tmpdir(), "ansible-task-"));
  try {
    const out = join(folder, "out.json");
    const registered = tasks.map((task, at) => ({ ignore_errors: true, ...task, register: `result_${at}` }));
    const kept = { copy: { dest: out, content: `{{ [${tasks.map((_task, at) => `result_${at}`).join(", ")}] | to_json }}` } };
    writeFileSync(join(folder, "play.json"), JSON.stringify([{ hosts: "all", gather_facts: false, connection: "local", tasks: [...registered, kept] }]));
    const { status, stdout, stderr, error } = spawnSync("ansible-playbook", ["-i", "localhost,", join(folder, "play.json")], {
      cwd: folder, encoding: "utf8", env: { ...process.env, ANSIBLE_NOCOLOR: "1", ANSIBLE_PYTHON_INTERPRETER: "/usr/bin/python3", ANSIBLE_DEPRECATION_WARNINGS: "0", PATH: `${programs === undefined ? "" : `${programs}:`}${process.env["PATH"] ?? ""}` },
    });
    if (status !== 0) throw new Error(`ansible-playbook ended with ${String(status)}: ${error?.message ?? ""}${stdout}${stderr}`);
    return JSON.parse(readFileSync(out, "utf8")) as ValueMap[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
