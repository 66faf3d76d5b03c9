import PQueue from "p-queue";
import type { Event } from "#engine/core/event.js";
import type { Secret } from "#engine/core/secret.js";
import type { Variables } from "#engine/inventory/variables.js";
import type { PlannedPlay, RunPlan } from "#engine/plan/types.js";
import { FileDigests } from "./file-digests.js";
import { HostRun } from "./host-run.js";
import type { KeptScope } from "./task-scope.js";
import type { RunOptions } from "./run-options.js";

/** An event as its teller knows it; the context adds the time. */
export type Untimed = Event extends infer E ? E extends Event ? Omit<E, "at"> : never : never;

/** What all parts of a run share. */
export class RunContext {
  readonly plan: RunPlan;
  readonly options: RunOptions;
  /** One place per fork. */
  readonly queue: PQueue;
  /** Passwords that lookup('password') made up in this run. */
  readonly passwords = new Map<string, Secret>();
  readonly digests = new FileDigests();
  readonly #emit: (event: Event) => void;
  readonly #hosts = new Map<string, HostRun>();
  #version = 0;

  constructor(plan: RunPlan, options: RunOptions, emit: (event: Event) => void) {
    this.plan = plan;
    this.options = options;
    this.queue = new PQueue({ concurrency: options.forks });
    this.#emit = emit;
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

  /** Tells an event, with the time of now. */
  tell(event: Untimed): void {
    this.#emit({ ...event, at: Date.now() });
  }

  get stopped(): boolean {
    return this.options.signal.aborted;
  }
}

/** One play being run on one batch of its hosts. */
export interface PlayRun {
  readonly context: RunContext;
  readonly play: PlannedPlay;
  /** The hosts of the batch. */
  readonly batch: readonly HostRun[];
  /** Whether any_errors_fatal or max_fail_percentage ended the play for everybody. */
  readonly state: { aborted: boolean };
  /** What files say about each host, rendered once. */
  readonly bases: Map<HostRun, Variables>;
  /** Scopes of tasks, by host and task id. */
  readonly scopes: Map<HostRun, Map<string, KeptScope>>;
  /** Inside a block with a rescue: it takes over where a task fails. */
  readonly rescuing?: boolean;
}
