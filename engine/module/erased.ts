import type { Change, State } from "#engine/core/change.js";
import type { Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import type { ActionResult, Control, Described } from "./contract.js";
import type { Effect } from "./effect.js";
import type { Reader } from "./reader.js";

/** A module as the engine sees it: types erased in one place (define.ts). */
export type Module = PlannedModule | ErasedAction | ErasedQuery | Directive;

/** A module that changes the run instead of a host (include_tasks, add_host ...): only described here, carried out by the engine itself. */
export interface Directive extends Described {
  readonly kind: "directive";
  /** Parameters that are handed on as they are written, templates and all (`apply`). */
  readonly verbatim: readonly string[];
}

/** A module that asks or changes hosts. */
export type HostModule = Exclude<Module, Directive>;

/** A state module. */
export interface PlannedModule extends Described {
  readonly kind: "state";
  readonly settle: number;
  prepare(params: ValueMap, control: Control): Promise<Prepared>;
  /** One whole look: probe, desired, compare. `predicted`: the state that an earlier task predicted for the resource. */
  plan(host: Reader, input: unknown, options: PlanOptions): Promise<Plan>;
  resource(input: unknown): string;
}

/** How to look. */
export interface PlanOptions {
  /** The predicted state of a resource, when an earlier task of this check run changed it. */
  predicted(resource: string): { readonly state: State | undefined } | undefined;
  /** The second look after acting: one-shot keys no longer count. */
  readonly again: boolean;
}

/** What a look came to. */
export type Plan =
  | { readonly kind: "ok"; readonly values: ValueMap; readonly skipped?: string }
  | { readonly kind: "change"; readonly change: Change; readonly effects: readonly Effect[]; readonly values: ValueMap }
  /** Cannot look yet; `assumed` is the change if all that is missing were there and the resource absent. */
  | { readonly kind: "missing"; readonly problem: Problem; readonly assumed: Change | undefined; readonly effects: readonly Effect[]; readonly values: ValueMap }
  | { readonly kind: "problem"; readonly problem: Problem };

/** What prepare came to. */
export type Prepared =
  | { readonly kind: "input"; readonly input: unknown }
  | { readonly kind: "unknown"; readonly because: string }
  | { readonly kind: "problem"; readonly problem: Problem };

/** An action. */
export interface ErasedAction extends Described {
  readonly kind: "action";
  prepare(params: ValueMap, control: Control): Promise<Prepared>;
  resource(input: unknown): string;
  guard(host: Reader, input: unknown): Promise<string | undefined>;
  readonly skips: boolean;
  unneeded(input: unknown): ValueMap;
  reads(input: unknown): boolean;
  changes(input: unknown): boolean;
  steps(input: unknown): readonly Step[];
  result(outputs: readonly Output[], input: unknown): ActionResult;
  effects(input: unknown): readonly Effect[];
}

/** A query. */
export interface ErasedQuery extends Described {
  readonly kind: "query";
  readonly controlOnly: boolean;
  readonly ahead: boolean;
  prepare(params: ValueMap, control: Control): Promise<Prepared>;
  answer(host: Reader, input: unknown): Promise<Answer>;
}

/** What a query came to. */
export type Answer =
  | { readonly kind: "answer"; readonly result: ActionResult }
  | { readonly kind: "unknown"; readonly because: string }
  | { readonly kind: "missing" | "problem"; readonly problem: Problem };
