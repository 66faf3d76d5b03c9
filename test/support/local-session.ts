import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Command, Output } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import type { FileContent, Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Plan, PlannedModule } from "#engine/module/erased.js";
import { createReader } from "#engine/module/create-reader.js";
import { caseParams } from "./case-params.js";
import { fakeControl, type ControlFacts } from "./fake-control.js";

/** Runs a command of ours on this machine, as a host's shell would. */
export function runHere(command: Command): Output & { readonly bytes: Uint8Array } {
  const [program, ...words] = command.argv ?? ["sh", "-c", command.script, "sh", ...command.args];
  const { status, signal, error, stdout, stderr } = spawnSync(program ?? "", words, {
    cwd: command.cwd, input: plainInput(command.stdin), env: { ...process.env, LC_ALL: "C.UTF-8", ...plainEnv(command.env) }, timeout: 20_000,
  });
  if (error !== undefined && status === null && signal === null) return { code: 127, bytes: new Uint8Array(), stdout: "", stderr: error.message };
  const bytes = new Uint8Array(stdout);
  return { code: status ?? 128, bytes, stdout: new TextDecoder().decode(bytes), stderr: stderr.toString() };
}

/** Plans with a state module on this machine, as in a real run. */
export async function planHere(module: PlannedModule, given: ValueMap, { control = {}, again = false }: { readonly control?: ControlFacts; readonly again?: boolean } = {}): Promise<Plan> {
  const prepared = await module.prepare(caseParams(module, given), fakeControl(control));
  if (prepared.kind !== "input") throw new Error(`prepare gave ${JSON.stringify(prepared)}`);
  const { reader } = createReader({ ask: (command) => Promise.resolve(runHere(command)), read: (command) => Promise.resolve(runHere(command)), picture: undefined, facts: {} });
  return module.plan(reader, prepared.input, { predicted: () => undefined, again });
}

/** Plans, acts, and plans again: gives both plans. A failing step throws. */
export async function applyHere(module: PlannedModule, given: ValueMap, control: ControlFacts = {}): Promise<{ readonly first: Plan; readonly second: Plan }> {
  const first = await planHere(module, given, { control });
  if (first.kind === "change") for (const step of first.change.steps) performHere(step);
  return { first, second: await planHere(module, given, { control, again: true }) };
}

/** Performs a step on this machine. Writing is plain here: how it is done on hosts is engine/connection's own test. */
export function performHere(step: Step): void {
  if (step.kind === "write") {
    writeHere(step);
    return;
  }
  if (step.kind === "fetch") {
    mkdirSync(dirname(step.to), { recursive: true });
    copyFileSync(step.path, step.to);
    return;
  }
  const { code, stderr } = runHere(step.command);
  if (!(step.okCodes ?? [0]).includes(code)) throw new Error(`${JSON.stringify(step.command)} ended with ${code}: ${stderr}`);
}

function writeHere(step: Extract<Step, { kind: "write" }>): void {
  const kept = existsSync(step.path) ? statSync(step.path).mode & 0o7777 : 0o644;
  validated(step);
  if (step.backup === true && existsSync(step.path)) copyFileSync(step.path, `${step.path}.2026-01-01@00:00:00~`);
  if (step.follow !== true && lstatSync(step.path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(step.path);
  writeFileSync(step.path, contentOf(step.content));
  chmodSync(step.path, step.mode === undefined ? kept : Number.parseInt(step.mode, 8));
}

/** The check of a file before it is put in place; throws where that says no. */
function validated({ validate, content, path }: Extract<Step, { kind: "write" }>): void {
  if (validate === undefined) return;
  const draft = `${path}.draft`;
  writeFileSync(draft, contentOf(content));
  const { code, stderr } = runHere({ argv: validate.map((word) => word.replaceAll("%s", draft)) });
  rmSync(draft);
  if (code !== 0) throw new Error(`${validate.join(" ")} ended with ${code}: ${stderr}`);
}

function contentOf(content: FileContent): Uint8Array | string {
  if (content.from === "memory") return content.bytes;
  if (content.from === "secret") return content.text.reveal();
  throw new Error("a case's control machine has its files in memory");
}

function plainInput(stdin: Command["stdin"]): string | Uint8Array {
  return stdin instanceof Secret ? stdin.reveal() : stdin ?? "";
}

function plainEnv(env: Command["env"]): Record<string, string> {
  return Object.fromEntries(Object.entries(env ?? {}).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]));
}
