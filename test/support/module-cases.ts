import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { State } from "#engine/core/change.js";
import type { Output } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type ValueMap } from "#engine/core/value.js";
import type { HostModule, PlannedModule } from "#engine/module/erased.js";
import { caseParams } from "./case-params.js";
import { expectSeen } from "./compare-seen.js";
import { fakeControl, type ControlFacts } from "./fake-control.js";
import { FakeHost, type HostFacts } from "./fake-host.js";
import { plain, problemText, seenAnswer, seenPlan, seenResult, seenStep, type Seen } from "./seen.js";

/** One case file: test/modules/MODULE/says_what.yaml. `!secret text` and `!unknown why` are values of their kinds. */
export interface Case {
  readonly file: string;
  readonly module: string;
  readonly params: ValueMap;
  readonly host: HostFacts;
  /** The host after acting, laid over `host` section by section, entry by entry. */
  readonly then: HostFacts | undefined;
  readonly control: ControlFacts;
  /** States that earlier tasks predicted, by resource; null: absent. */
  readonly predicted: Readonly<Record<string, State | null>>;
  /** What the run steps of an action print, in order. */
  readonly outputs: readonly (string | Partial<Output>)[];
  readonly expect: Seen;
}

const TAGS = [
  { tag: "!secret", resolve: (text: string) => new Secret(text) },
  { tag: "!unknown", resolve: (text: string) => new Unknown(text) },
];

/** All case files below a folder, sorted. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml")).map((name) => join(folder, name)).sort();
}

/** Reads a case file; throws with its name when it has keys that the rig does not know, so that a slip is not passed over. */
export function readCase(file: string): Case {
  const raw = parse(readFileSync(file, "utf8"), { customTags: TAGS }) as Readonly<Record<string, unknown>>;
  const known = { params: {}, host: {}, then: undefined, control: {}, predicted: {}, outputs: [], expect: undefined };
  const strange = Object.keys(raw).find((key) => !Object.hasOwn(known, key));
  if (strange !== undefined || raw["expect"] === undefined) throw new Error(`${file}: ${strange === undefined ? "no expect" : `unknown key ${strange}`}`);
  return { ...known, ...raw, file, module: basename(dirname(file)) } as unknown as Case;
}

/** (check): the first look gives what the case expects. */
export async function checkCase(module: HostModule, each: Case): Promise<void> {
  const host = new FakeHost(each.host);
  const seen = await look(module, each, host);
  expectSeen({ ...seen, undecided: host.left }, withoutResult(each.expect));
}

/** Whether the case says what comes after acting: then there is an (apply) test as well. */
export function hasApply(module: HostModule, { expect: { ok, problem, missing, unknown, result } }: Case): boolean {
  if (module.kind === "action") return result !== undefined;
  return module.kind === "state" && (ok ?? problem ?? missing ?? unknown) === undefined;
}

/** (apply): on the host as it is after acting, the second look finds nothing; an action makes the expected result of its outputs. */
export async function applyCase(module: HostModule, each: Case): Promise<void> {
  if (module.kind === "action") {
    const prepared = await module.prepare(caseParams(module, each.params), fakeControl(each.control));
    if (prepared.kind !== "input") throw new Error(`prepare gave ${JSON.stringify(prepared)}`);
    expectSeen(seenResult(module.result(each.outputs.map(output), prepared.input)), each.expect["result"]);
    return;
  }
  if (each.then === undefined) throw new Error("the case expects a change: say under `then` how the host is after acting");
  const seen = await lookAt(module as PlannedModule, each, { host: new FakeHost(overlay(each.host, each.then)), again: true });
  expect(seen, "the second look").to.have.property("ok", true);
}

async function look(module: HostModule, each: Case, host: FakeHost): Promise<Seen> {
  if (module.kind === "state") return lookAt(module, each, { host, again: false });
  const prepared = await module.prepare(caseParams(module, each.params), fakeControl(each.control));
  if (prepared.kind === "unknown") return { unknown: prepared.because };
  if (prepared.kind === "problem") return { problem: problemText(prepared.problem) };
  if (module.kind === "query") return seenAnswer(await module.answer(host, prepared.input));
  const skip = await module.guard(host, prepared.input);
  if (skip !== undefined) return { skip };
  return { resource: module.resource(prepared.input), reads: module.reads(prepared.input), steps: module.steps(prepared.input).map(seenStep), effects: plain(module.effects(prepared.input)) };
}

async function lookAt(module: PlannedModule, each: Case, { host, again }: { host: FakeHost; again: boolean }): Promise<Seen> {
  const prepared = await module.prepare(caseParams(module, each.params), fakeControl(each.control));
  if (prepared.kind === "unknown") return { unknown: prepared.because };
  if (prepared.kind === "problem") return { problem: problemText(prepared.problem) };
  const predicted = (resource: string): { state: State | undefined } | undefined =>
    !again && Object.hasOwn(each.predicted, resource) ? { state: each.predicted[resource] ?? undefined } : undefined;
  return { resource: module.resource(prepared.input), ...seenPlan(await module.plan(host, prepared.input, { predicted, again })) };
}

function overlay(host: HostFacts, then: HostFacts): HostFacts {
  const merged = (["paths", "entries", "users", "groups", "packages", "units", "answers"] as const).map((section) => [section, { ...host[section], ...then[section] }]);
  return { ...host, ...then, ...Object.fromEntries(merged) as HostFacts };
}

function withoutResult(expected: Seen): Seen {
  return Object.fromEntries(Object.entries(expected).filter(([key]) => key !== "result"));
}

function output(told: string | Partial<Output>): Output {
  return typeof told === "string" ? { code: 0, stdout: told, stderr: "" } : { code: 0, stdout: "", stderr: "", ...told };
}
