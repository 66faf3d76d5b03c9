import { openedText } from "#engine/plan/source-content.js";
import type { PlanLookups } from "#engine/plan/context.js";
import { lookupIn } from "./lookups/index.js";
import { askNow } from "./lookups/inquiry.js";

/**
 * Lookups for what must be known before the run, such as `hosts: "{{ lookup('env', 'TARGET') }}"`. `look`: nothing is to be run or made, as when
 * a playbook is only checked.
 */
export function lookupsBeside(look: boolean): PlanLookups {
  const state = { mode: look ? "ahead" as const : "now" as const, remembered: new Map(), ask: askNow, standIns: new Map(), standsIn: false };
  return (folder) => lookupIn({ role: undefined, folder: undefined, playbookDir: folder, check: look, unvault: openedText, hostsMatching: () => [], state: () => state, warn: () => undefined });
}
