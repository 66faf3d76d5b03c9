import PQueue from "p-queue";
import { asWarning, type Diagnostic } from "#engine/core/diagnostic.js";
import type { CutShort, Event } from "#engine/core/event.js";
import type { Variables } from "#engine/inventory/variables.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { ReadVars } from "#engine/plan/play-vars.js";
import type { PlannedPlay, PlannedTask, RunPlan } from "#engine/plan/types.js";
import { BackgroundJobs } from "./background-jobs.js";
import { FileDigests } from "./file-digests.js";
import { HostRun } from "./host-run.js";
import type { Inclusion } from "./included.js";
import type { KeptScope } from "./task-scope.js";
import type { RolesRun } from "./roles-run.js";
import type { RunOptions } from "./run-options.js";

/** An event as its teller knows it; the context adds the time. */
export type Untimed = Event extends infer E ? E extends Event ? Omit<E, "at"> : never : never;

/** What all parts of a run share. */
export class RunContext {
  readonly plan: RunPlan;
  readonly options: RunOptions;
  /** One place per fork. */
  readonly queue: PQueue;
  readonly digests = new FileDigests();
  /** Tasks that run while the run goes on (`poll: 0`). */
  readonly jobs = new BackgroundJobs();
  /** Tasks that an interruption ended before their end. */
  readonly cutShort: CutShort[] = [];
  readonly #emit: (event: Event) => void;
  readonly #hosts = new Map<string, HostRun>();
  #inventory: Inventory;
  #version = 0;

  constructor(plan: RunPlan, options: RunOptions, emit: (event: Event) => void) {
    this.plan = plan;
    this.#inventory = plan.inventory;
    this.options = options;
    this.queue = new PQueue({ concurrency: options.forks });
    this.#emit = emit;
  }

  /** The hosts and groups as they are now: a run may add some. */
  get inventory(): Inventory {
    return this.#inventory;
  }

  set inventory(inventory: Inventory) {
    if (inventory === this.#inventory) return;
    this.#inventory = inventory;
    this.#version += 1;
  }

  /** The state of a host, made when it is first asked for. */
  host(name: string): HostRun {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const host = new HostRun(name, this.options.check, () => { this.#version += 1; });
    this.#hosts.set(name, host);
    return host;
  }

  /** The hosts that were asked for so far. */
  get hosts(): readonly HostRun[] {
    return [...this.#hosts.values()];
  }

  /** Counts what became known of the hosts: variables computed at another version may be out of date. */
  get version(): number {
    return this.#version;
  }

  /** Says that variables changed in a way that no host tells of. */
  outdate(): void {
    this.#version += 1;
  }

  /** Tells an event, with the time of now. */
  tell(event: Untimed): void {
    this.#emit({ ...event, at: Date.now() });
  }

  /** Warns of something that keeps nobody from going on. */
  warn(problem: Diagnostic): void {
    this.tell({ type: "warning", diagnostic: asWarning(problem) });
  }

  get stopped(): boolean {
    return this.options.signal.aborted;
  }
}

/** What changes while a play runs, for all its hosts. */
export interface PlayState {
  /** Whether any_errors_fatal or max_fail_percentage ended the play for everybody. */
  aborted: boolean;
  /** `meta: end_play`: no batch follows. */
  ended: boolean;
  /** Those of the play, and of roles that were included so far. */
  readonly handlers: PlannedTask[];
  /** Variables of roles that were included with `public`. */
  readonly layers: Layer[];
  /** Reads files of vars_files that only hosts can name. */
  readonly readVars: ReadVars;
  /** Hosts that failed and have had their handlers all the same (force_handlers). */
  readonly forced: Set<HostRun>;
  /** What hosts did of roles. */
  readonly roles: RolesRun;
  /** What includes brought so far, by the task: hosts that ask for the same get the same. */
  readonly inclusions: Map<string, Inclusion[]>;
}

/** One play being run on one batch of its hosts. */
export interface PlayRun {
  readonly context: RunContext;
  readonly play: PlannedPlay;
  /** The hosts of the batch. */
  readonly batch: readonly HostRun[];
  readonly state: PlayState;
  /** What files say about each host, rendered once. */
  readonly bases: Map<HostRun, { readonly inventory: Inventory; readonly layers: number; readonly variables: Variables }>;
  /** Scopes of tasks, by host and task id. */
  readonly scopes: Map<HostRun, Map<string, KeptScope>>;
  /** Inside a block with a rescue: it takes over where a task fails. */
  readonly rescuing?: boolean;
}
