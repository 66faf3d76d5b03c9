import type { Value, ValueMap } from "#engine/core/value.js";
import type { Expanded } from "#engine/plan/expand.js";

/** What an include brings: one of them for all hosts that asked for the same. */
export interface Inclusion {
  readonly params: ValueMap;
  readonly item: ReadonlyMap<string, Value>;
  readonly undecided: string | undefined;
  readonly expanded: Expanded;
}

/** An inclusion that a host waits for. */
export interface Included {
  /** The place of its item in the loop; 0 without a loop. */
  readonly index: number;
  readonly inclusion: Inclusion;
}
