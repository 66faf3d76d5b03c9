import type { Outcome } from "#engine/core/event.js";
import type { Unreachable } from "#engine/core/problem.js";

/** How a task ended on a host, the host's leaving included. */
export type Ending = Outcome | { readonly kind: "unreachable"; readonly cause: Unreachable; /** `ignore_unreachable`: the host stays in the play. */ readonly ignored?: true };
