import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import type { ValueMap } from "#engine/core/value.js";
import { ansibleResults } from "./ansible-task.js";
import { taskHere, type CameHere } from "./task-here.js";

/** A task that is played here and by ansible-core, each in a folder of its own, for which DIR stands in parameters and results. */
export interface SharedTask {
  readonly title: string;
  readonly module: string;
  readonly params: ValueMap;
  /** Name of Ansible's module, where it is another. */
  readonly theirs?: string;
  /** What is in the folder: text, "-> target" for links, null for folders. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Files of the control machine. */
  readonly control?: Readonly<Record<string, string>>;
  /** Registered keys that are documented by both and yet differ, with the reason. */
  readonly differ?: Readonly<Record<string, string>>;
  /** Ansible's failure and ours are worded differently: only that both fail is compared. */
  readonly fails?: boolean;
  /** A registered list of dictionaries with a path, whose order is not Ansible's promise. */
  readonly sorted?: string;
  /** Keys, however deep, of which only the type is compared: times and the like. */
  readonly loose?: readonly string[];
  /** What becomes of the folder is not compared, for a reason. */
  readonly filesDiffer?: string;
}

/** Keys that say how a task was run, not what it did. */
const ABOUT_THE_RUN = ["failed", "changed", "invocation", "warnings", "deprecations", "exception", "diff", "start", "end", "delta", "stop", "_ansible_no_log", "msg", "module_stdout", "module_stderr"];

/** Describes one test for each task: same outcome, same values for the keys that both register, same files. `msg` is compared where both have one and the task succeeds. */
export function describeShared(title: string, tasks: readonly SharedTask[], { stubs = [] }: { /** Programs that Ansible only wants to be there. */ readonly stubs?: readonly string[] } = {}): void {
  describe(`[I] ${title}, as Ansible does it`, function () {
    this.timeout(120_000);
    let root: string;
    let theirs: readonly ValueMap[];
    const folder = (side: "ours" | "theirs", at: number): string => join(root, side, String(at));
    before(() => {
      root = mkdtempSync(join(tmpdir(), "shared-"));
      for (const [at, task] of tasks.entries()) for (const side of ["ours", "theirs"] as const) fill(folder(side, at), task);
      mkdirSync(join(root, "bin"));
      for (const name of stubs) writeFileSync(join(root, "bin", name), "#!/bin/sh\n", { mode: 0o755 });
      theirs = ansibleResults(tasks.map(({ theirs: name, module, params }, at) => ({ [name ?? module]: placed(params, folder("theirs", at)) })), join(root, "bin"));
    });
    after(() => { rmSync(root, { recursive: true }); });
    for (const [at, task] of tasks.entries()) {
      it(`${task.module}: ${task.title}`, async () => {
        const ours = await taskHere(task.module, placed(task.params, folder("ours", at)) as ValueMap, { files: task.control ?? {} });
        compare(task, unplaced(ours, folder("ours", at)), unplaced(theirs[at] ?? {}, folder("theirs", at)));
        if (task.filesDiffer === undefined) expect(listing(folder("ours", at)), "files").to.deep.equal(listing(folder("theirs", at)));
      });
    }
  });
}

function compare({ differ = {}, fails = false, loose = [], sorted }: SharedTask, ours: CameHere, theirs: ValueMap): void {
  expect(ours.problem !== undefined, `failed: ${JSON.stringify(ours.problem)} ${JSON.stringify(theirs["msg"])}`).to.equal(theirs["failed"] === true);
  expect(fails, "the case says whether it fails").to.equal(theirs["failed"] === true);
  if (fails) return;
  expect(ours.changed, "changed").to.equal(theirs["changed"] === true);
  const both = Object.keys(ours.values).filter((key) => Object.hasOwn(theirs, key) && !Object.hasOwn(differ, key) && (key === "msg" || !ABOUT_THE_RUN.includes(key)));
  const pick = (from: ValueMap): ValueMap => Object.fromEntries(both.map((key) => [key, from[key] ?? null]));
  const comparable = (from: ValueMap): unknown => loosened(inOrder(pick(from), sorted), loose);
  expect(comparable(ours.values)).to.deep.equal(comparable(theirs));
  const documented = Object.keys(theirs).filter((key) => !Object.hasOwn(ours.values, key) && !Object.hasOwn(differ, key) && !ABOUT_THE_RUN.includes(key));
  expect(documented, "Ansible registers these as well").to.deep.equal([]);
}

function loosened(value: unknown, loose: readonly string[]): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (loose.includes(key) ? typeof each : each)));
}

function inOrder(values: ValueMap, key: string | undefined): ValueMap {
  const list = key === undefined ? undefined : values[key];
  if (key === undefined || !Array.isArray(list)) return values;
  const pathOf = (each: ValueMap): string => JSON.stringify(each["path"]);
  return { ...values, [key]: [...list as readonly ValueMap[]].sort((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1)) };
}

function fill(folder: string, { files = {}, control = {} }: SharedTask): void {
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(folder, "..", "control"), { recursive: true });
  for (const [name, text] of Object.entries(control)) {
    mkdirSync(dirname(join(folder, "..", "control", name)), { recursive: true });
    writeFileSync(join(folder, "..", "control", name), text, { mode: 0o644 });
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (text === null) mkdirSync(path, { recursive: true });
    else if (text.startsWith("-> ")) symlinkSync(text.slice(3), path);
    else writeFileSync(path, text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
}

function placed(params: unknown, folder: string): unknown {
  return JSON.parse(JSON.stringify(params).replaceAll("DIR", folder));
}

function unplaced<T>(value: T, folder: string): T {
  return JSON.parse(JSON.stringify(value, (_key, each: unknown) => (each instanceof Secret ? each.reveal() : each)).replaceAll(folder, "DIR")) as T;
}

/** Everything below a folder: mode and content, or where a link leads. Backups by their number, since their names hold the time. */
function listing(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).replace(/\.(?:\d+\.)?\d{4}-\d\d-\d\d@.*~$/, ".BACKUP");
    if (entry.isSymbolicLink()) return [name, `-> ${readlinkSync(path)}`];
    const mode = (statSync(path).mode & 0o7777).toString(8);
    return [name, entry.isDirectory() ? mode : `${mode} ${readFileSync(path, "utf8")}`];
  });
  return Object.fromEntries(entries.map(([name, what]): [string, string] => [name, what.replaceAll(folder, "DIR")]).sort());
}
