import type { Certainty, DiffPart } from "./change.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Place } from "./place.js";
import type { Problem, Unreachable } from "./problem.js";
import type { ValueMap } from "./value.js";

/** Everything that a run tells the outside. `run` knows no report: it is handed `(event: Event) => void`. */
export type Event =
  | { readonly type: "run-start"; readonly at: number; readonly check: boolean; readonly playbooks: readonly string[] }
  | { readonly type: "play-start"; readonly at: number; readonly play: string; readonly hosts: readonly string[]; readonly place: Place }
  /** A task begins on these hosts. `role` is undefined outside roles. */
  | { readonly type: "task-start"; readonly at: number; readonly task: TaskName; readonly hosts: readonly string[] }
  /** What the module is given, rendered and with its defaults; only told where somebody asked for as much (-vv). */
  | { readonly type: "parameters"; readonly at: number; readonly task: TaskName; readonly host: string; readonly params: ValueMap }
  /** A loop item of a task is through on one host. */
  | { readonly type: "item-end"; readonly at: number; readonly task: TaskName; readonly host: string; readonly item: string; readonly outcome: Outcome }
  /** A task is through on one host. */
  | { readonly type: "task-end"; readonly at: number; readonly task: TaskName; readonly host: string; readonly outcome: Outcome; readonly seconds: number }
  /** A host leaves the run, or stays in it because the task says `ignore_unreachable`. */
  | { readonly type: "host-unreachable"; readonly at: number; readonly host: string; readonly cause: Unreachable; readonly task: TaskName | undefined; readonly ignored: boolean }
  /** A changed task notified handlers that have not yet run. */
  | { readonly type: "notified"; readonly at: number; readonly host: string; readonly handlers: readonly string[]; readonly by: TaskName }
  /** Handlers owed by an earlier run that ended before they ran. */
  | { readonly type: "handlers-owed"; readonly at: number; readonly host: string; readonly handlers: readonly string[]; readonly since: string }
  | { readonly type: "warning"; readonly at: number; readonly diagnostic: Diagnostic }
  /** Plays that were and were not done; tasks that were cut short or whose host was lost, of which nobody knows how far they got; and tasks in the background that still ran. */
  | { readonly type: "interrupted"; readonly at: number; readonly done: readonly string[]; readonly notDone: readonly string[]; readonly cutShort?: readonly CutShort[]; readonly jobs?: readonly LeftJob[] }
  | { readonly type: "run-end"; readonly at: number; readonly seconds: number; readonly recap: readonly HostRecap[]; readonly status: RunStatus };

/** A task that an interruption ended on a host. */
export interface CutShort {
  readonly host: string;
  readonly task: TaskName;
}

/** A task in the background (`async`, `poll: 0`) that an interruption ended. */
export interface LeftJob {
  readonly host: string;
  /** What `async_status` knows it by. */
  readonly id: string;
  /** The name of the task. */
  readonly task: string;
}

/** Which task an event is about. */
export interface TaskName {
  readonly name: string;
  /** The module, or "meta". */
  readonly module: string;
  readonly role: string | undefined;
  readonly play: string;
  /** A handler runs because it was notified. */
  readonly handler: boolean;
  readonly place: Place;
  /** Unique within a run, in the order of the plan; the same in a check run and in a real run of the same input. */
  readonly id: string;
  /** `no_log: true`: nothing of parameters, results or diffs may be shown. */
  readonly noLog: boolean;
}

/** How a task (or one item of its loop) went on one host. */
export type Outcome =
  | { readonly kind: "ok"; readonly certainty: Certainty; readonly values: ValueMap }
  /** In a check run `applied` is false: it would change. */
  | { readonly kind: "changed"; readonly applied: boolean; readonly certainty: Certainty; readonly diff: readonly DiffPart[]; readonly values: ValueMap }
  | { readonly kind: "skipped"; readonly why: string }
  /** Only in a check run: whether it would change, or even run, cannot be known yet. */
  | { readonly kind: "unknown"; readonly because: string }
  | { readonly kind: "failed"; readonly problem: Problem; readonly values: ValueMap; readonly ignored: boolean; readonly rescued: boolean };

/** The numbers of one host at the end. As in Ansible, `ok` counts changed and ignored ones too. */
export interface HostRecap {
  readonly host: string;
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  readonly failed: number;
  readonly rescued: number;
  readonly ignored: number;
  readonly unknown: number;
  readonly unreachable: boolean;
  /** Tasks not tried because the host left the run or the run was stopped. */
  readonly notAttempted: number;
  /** Handlers notified and never run: they are owed to the next run. */
  readonly owed: readonly string[];
}

/** How a run ended; engine/cli/exit-codes.ts gives each its number. */
export type RunStatus = "success" | "failed-hosts" | "unreachable-hosts" | "interrupted";
