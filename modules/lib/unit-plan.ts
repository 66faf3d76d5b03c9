import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { Step } from "#engine/core/step.js";
import { given, when } from "./given.js";
import { NEW_UNIT, type Unit } from "./unit-probe.js";
import { systemctl, watched } from "./unit-steps.js";
import { canDisable, isEnabled, isRunning, unitName } from "./unit-words.js";

/** What a playbook wants of a unit. */
export interface UnitWish {
  /** Left out: systemd itself is to read its unit files again. */
  readonly name?: string;
  readonly state?: "started" | "stopped" | "restarted" | "reloaded";
  readonly enabled?: boolean;
  readonly masked?: boolean;
  readonly daemon_reload: boolean;
  readonly force: boolean;
  readonly no_block: boolean;
}

/** The unit as it is wanted. */
export function wantedUnit(written: UnitWish, before: Unit = NEW_UNIT): Partial<Unit> | Refusal {
  const { name = "", state, masked, enabled, daemon_reload } = written;
  const starts = state !== undefined && state !== "stopped";
  if (before.masked && masked !== false && (starts || enabled === true)) return refuse(`${name} is masked, so it can neither be started nor enabled`, "set masked: false to take the mask away");
  return given({ ...wantedActivity(state, before), ...wantedAtBoot(enabled, before), masked, stale: daemon_reload ? false : undefined });
}

function wantedActivity(state: UnitWish["state"], before: Unit): Partial<Unit> {
  const isUp = isRunning(before.active, before.sub);
  const up = isUp || before.runsOnce ? {} : { active: "active" };
  switch (state) {
    case "started": return before.runsOnce ? { ran: true } : up;
    case "restarted": return { ...up, restarted: true };
    case "reloaded": return isUp ? { reloaded: true } : up;
    case "stopped": return ["inactive", "failed"].includes(before.active) ? {} : { active: "inactive" };
    default: return {};
  }
}

function wantedAtBoot(enabled: boolean | undefined, before: Unit): Partial<Unit> {
  if (enabled === undefined) return {};
  if (enabled) return isEnabled(before.enabled) ? {} : { enabled: "enabled" };
  return canDisable(before.enabled) ? { enabled: "disabled" } : {};
}

/** What systemctl is told. */
export function unitSteps({ before = NEW_UNIT, after = NEW_UNIT, keys }: Difference<Unit>, { name, daemon_reload, force, no_block }: UnitWish): readonly Step[] {
  const wrong = new Set(keys);
  const reload = when(before.stale || daemon_reload, systemctl("daemon-reload"));
  if (name === undefined) return reload;
  const unit = unitName(name);
  const forced = when(force, "--force");
  return [
    ...reload,
    ...when(wrong.has("masked") && !after.masked, systemctl("unmask", "--", unit)),
    ...when(wrong.has("enabled"), systemctl(after.enabled === "enabled" ? "enable" : "disable", ...forced, "--", unit)),
    ...activity(wrong, { after, unit, noBlock: no_block }),
    ...when(wrong.has("masked") && after.masked, systemctl("mask", ...forced, "--", unit)),
  ];
}

function activity(wrong: ReadonlySet<keyof Unit>, { after, unit, noBlock }: { after: Unit; unit: string; noBlock: boolean }): Step[] {
  const up = (verb: "start" | "restart" | "reload"): Step[] => [noBlock ? systemctl(verb, "--no-block", "--", unit) : watched(verb, unit)];
  if (wrong.has("restarted")) return up("restart");
  if (wrong.has("reloaded")) return up("reload");
  if (wrong.has("ran")) return up("start");
  if (!wrong.has("active")) return [];
  return after.active === "active" ? up("start") : [systemctl("stop", ...(noBlock ? ["--no-block"] : []), "--", unit)];
}

/** What other modules will see of it. */
export function unitEffects({ after, keys }: Difference<Unit>, { name }: UnitWish): readonly Effect[] {
  if (name === undefined || after === undefined) return [];
  const up = after.active === "active";
  return [{
    kind: "unit", name: unitName(name), state: {
      needDaemonReload: false,
      ...(keys.includes("active") && { active: after.active, sub: up ? "running" : "dead" }),
      ...(keys.includes("enabled") && { enabled: after.enabled }),
      ...(keys.includes("masked") && { load: after.masked ? "masked" : "loaded" }),
    },
  }];
}

/** What is registered. */
export function unitValues(unit: Unit | undefined, { name }: UnitWish): Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>> {
  if (name === undefined || unit === undefined) return {};
  const status = { ActiveState: unit.active, UnitFileState: unit.enabled };
  return { name, state: isRunning(unit.active, unit.sub) ? "started" : "stopped", enabled: isEnabled(unit.enabled), status };
}
