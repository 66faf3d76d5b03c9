import type { HostRecap, Outcome } from "#engine/core/event.js";
import type { Unreachable } from "#engine/core/problem.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { createPicture, type Picture } from "#engine/module/picture.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { Included } from "./included.js";
import { factVariables } from "./facts.js";
import { ReadAhead } from "./read-ahead.js";

/** Whether a host still takes part. */
export type HostStatus =
  | { readonly kind: "active" }
  /** `uncounted`: no task of its own failed, but one that is run once did for another host, or the condition of a `meta` could not be made. */
  | { readonly kind: "failed"; readonly uncounted?: true }
  | { readonly kind: "unreachable"; readonly cause: Unreachable };

type Counted = "ok" | "changed" | "skipped" | "failed" | "rescued" | "ignored" | "unknown";

/** One host during a run: what is known of it, and how it fares. */
export class HostRun {
  readonly name: string;
  /** What a check run predicts; undefined in a real run. */
  readonly picture: Picture | undefined;
  readonly ahead = new ReadAhead();
  readonly #made = new Map<string, Value>();
  /** Made when they are asked for, since they are for every task: see `madeValues` and `factValues`. */
  #madeValues: ValueMap | undefined;
  #factValues: ValueMap | undefined;
  /** Handlers that failed in this run: they are owed to the next one. */
  readonly unpaid = new Set<string>();
  /** Handlers that were notified and have not run: handler id -> whether the notifying change is sure to come. */
  readonly notified = new Map<string, { readonly certain: boolean }>();
  /** Shells that were opened, by the user they belong to: looks are sent ahead only to these. */
  readonly reached = new Set<string>();
  /** It is this machine, which lookups may change. */
  here = false;
  #facts: ValueMap = {};
  #status: HostStatus = { kind: "active" };
  readonly #changed: () => void;
  /** Failures that were ignored and changed something all the same: Ansible counts them as changed, too. */
  #ignoredChanges = 0;
  readonly #loaded: Layer[] = [];
  #ended = false;
  #forgiven = false;
  #joined = false;
  /** What the include at hand brings, in the order of its loop. */
  readonly includes: Included[] = [];
  /** What the items of the loop at hand notify, each with its own variables. */
  readonly itemNames: string[] = [];
  /** Whose facts the task at hand finds out, and whether they are facts that last (`cacheable`). */
  found: { readonly owner: HostRun; readonly lasting: boolean } | undefined;
  /** What the loop at hand registers; undefined where the task at hand is none. */
  looped: ValueMap | undefined;
  /** In a check run: why nobody can know whether the host takes part in the rest of the play. */
  undecided: string | undefined;
  notAttempted = 0;
  /** Whether the task at hand has begun to change something. */
  acted = false;
  /** Whether facts were gathered, all of them. */
  gathered = false;
  /** The task that failed last, and what it would have registered: what a rescue is told. */
  failure: { readonly name: string; readonly action: string; readonly result: Value } | undefined;
  readonly #counts: Record<Counted, number> = { ok: 0, changed: 0, skipped: 0, failed: 0, rescued: 0, ignored: 0, unknown: 0 };

  /** `changed` is told whenever something becomes known of the host, or it leaves: what was computed from its variables may be out of date. */
  constructor(name: string, check: boolean, changed: () => void) {
    this.name = name;
    this.#changed = changed;
    this.picture = check ? createPicture() : undefined;
  }

  /** Registered results and set_fact. */
  get made(): ReadonlyMap<string, Value> {
    return this.#made;
  }

  /** The same as an object; another one when there is more. */
  get madeValues(): ValueMap {
    return this.#madeValues ??= Object.fromEntries(this.#made);
  }

  /** Facts as the variables they are; another object when there are more. */
  get factValues(): ValueMap {
    return this.#factValues ??= factVariables(this.#facts);
  }

  /** Facts gathered so far, under the names that modules gave them (`ansible_distribution`, `packages`). */
  get facts(): ValueMap {
    return this.#facts;
  }

  get status(): HostStatus {
    return this.#status;
  }

  set status(status: HostStatus) {
    this.#status = status;
    this.#changed();
  }

  /** A registered result, or a variable that set_fact sets. */
  make(name: string, value: Value): void {
    this.#made.set(name, value);
    this.#madeValues = undefined;
    this.#changed();
  }

  /** Adds facts to those that are known. */
  learn(facts: ValueMap): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#factValues = undefined;
    this.#changed();
  }

  /** Variables of include_vars. */
  get loaded(): readonly Layer[] {
    return this.#loaded;
  }

  /** Adds variables of include_vars. */
  load(layer: Layer): void {
    this.#loaded.push(layer);
    this.#changed();
  }

  /** `meta: clear_facts`. */
  forgetFacts(): void {
    this.#facts = {};
    this.#factValues = undefined;
    this.gathered = false;
    this.#changed();
  }

  /** Whether it takes part in what comes next. */
  get active(): boolean {
    return this.status.kind === "active" && !this.#ended;
  }

  /** It failed or was lost. */
  get broken(): boolean {
    return this.status.kind !== "active";
  }

  /** `meta: end_host` and its like: it leaves the play, which is no failure. */
  leave(): void {
    this.#ended = true;
    this.#changed();
  }

  /** Whether it took part in a play; others were only delegated to. */
  get joined(): boolean {
    return this.#joined;
  }

  /** `meta: clear_host_errors`: it takes part again from the next play on, as in Ansible. */
  forgive(): void {
    this.#forgiven = true;
  }

  /** A play begins. */
  join(): void {
    if (this.#forgiven) this.status = { kind: "active" };
    this.#forgiven = false;
    this.#joined = true;
    this.#ended = false;
    this.undecided = undefined;
  }

  /** Something on the host was changed, or a change of it predicted: answers read ahead are stale. */
  touched(): void {
    this.acted = true;
    this.ahead.discard();
  }

  /** Counts how a task went. */
  count(outcome: Outcome): void {
    this.#counts[counted(outcome)] += 1;
    if (outcome.kind === "failed" && outcome.ignored && outcome.values["changed"] === true) this.#ignoredChanges += 1;
  }

  /** A rescue took over: the failure no longer counts against the host, and the tasks of the rescue may ask what it was. */
  rescued(): void {
    const { status } = this;
    this.status = { kind: "active" };
    if (status.kind === "failed" && status.uncounted === true) return;
    this.make("ansible_failed_task", { name: this.failure?.name ?? "", action: this.failure?.action ?? "", args: {} });
    this.make("ansible_failed_result", this.failure?.result ?? null);
    this.#counts.failed -= 1;
    this.#counts.rescued += 1;
  }

  /** The numbers at the end, as Ansible counts: what was changed or ignored is ok as well. `owed`: handlers that were notified and never ran. */
  recap(owed: readonly string[]): HostRecap {
    const { ok, changed, ignored } = this.#counts;
    return { host: this.name, ...this.#counts, ok: ok + changed + ignored, changed: changed + this.#ignoredChanges, unreachable: this.status.kind === "unreachable", notAttempted: this.notAttempted, owed };
  }
}

function counted(outcome: Outcome): Counted {
  if (outcome.kind !== "failed") return outcome.kind;
  return outcome.ignored ? "ignored" : "failed";
}
