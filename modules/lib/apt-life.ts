import type { StateModule } from "#engine/module/contract.js";
import { aptDiff, aptEffects, aptResource, aptSteps, aptValues, wantedApt, type AptTask } from "./apt-plan.js";
import { probeApt } from "./apt-probe.js";
import type { AptState } from "./apt-state.js";

/** How a task about packages is looked at and carried out, whatever its module is called. */
export const aptLife = {
  returns: { packages: "Version by name of the packages that the task names; null: not installed." },
  throughPicture: true,
  oneShot: ["refreshed"],
  resource: aptResource,
  probe: probeApt,
  desired: wantedApt,
  steps: aptSteps,
  diff: aptDiff,
  effects: aptEffects,
  values: aptValues,
} as const satisfies Partial<StateModule<never, AptState, AptTask>>;
