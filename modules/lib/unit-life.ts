import type { StateModule } from "#engine/module/contract.js";
import { unitEffects, unitSteps, unitValues, wantedUnit, type UnitWish } from "./unit-plan.js";
import { probeUnit, type Unit } from "./unit-probe.js";

/** How a task about a unit is looked at and carried out, whatever its module is called. */
export const unitLife = {
  throughPicture: true,
  settle: 5,
  oneShot: ["restarted", "reloaded", "ran"],
  probe: probeUnit,
  desired: wantedUnit,
  steps: unitSteps,
  effects: unitEffects,
  values: unitValues,
} as const satisfies Partial<StateModule<never, Unit, UnitWish>>;
