import type { Errand, ErrandAnswer } from "#engine/connection/aside/errands.js";
import { runAside, sendAside } from "#engine/connection/aside/run-aside.js";
import type { Unknown } from "#engine/core/value.js";
import type { LookupPlace } from "./place.js";

/** Asks the network; Unknown where the answer is still to come. */
export function askAside(place: LookupPlace, errand: Errand): ErrandAnswer | Unknown {
  return place.state().ask({ key: JSON.stringify(errand), now: () => runAside(errand), later: (signal) => sendAside(errand, signal) });
}
