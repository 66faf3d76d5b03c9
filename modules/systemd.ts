import { defineModule } from "#engine/module/define.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Step } from "#engine/core/step.js";
import { given, when } from "./lib/given.js";
import { NEW_UNIT, probeUnit, type Unit } from "./lib/unit-probe.js";
import { systemctl, watched } from "./lib/unit-steps.js";
import { canDisable, isEnabled, isRunning, unitName } from "./lib/unit-words.js";

const params = {
  type: "object", additionalProperties: false,
  "x-required-one-of": [["name", "daemon_reload"]],
  properties: {
    name: { type: "string", pattern: "^[^\\s*?\\[\\]]+$", "x-aliases": ["service", "unit"], description: "The unit; without a suffix it is a service." },
    state: { type: "string", enum: ["started", "stopped", "restarted", "reloaded"], description: "restarted and reloaded happen on every run; a unit that is down is started by both." },
    enabled: { type: "boolean", description: "Start it at boot." },
    masked: { type: "boolean", description: "Make it impossible to start." },
    daemon_reload: { type: "boolean", default: false, "x-aliases": ["daemon-reload"], description: "Have systemd read its unit files again, where one of them changed since." },
    force: { type: "boolean", default: false, description: "Replace links in the way when enabling." },
    no_block: { type: "boolean", default: false, description: "Do not wait until it is up." },
    scope: { type: "string", enum: ["system"], default: "system", description: "Only the system's own manager." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A systemd unit; systemctl(1), systemd.unit(5). */
export const systemd = defineModule<Params, Unit>({
  name: "systemd",
  summary: "Start, stop, restart, enable or mask a systemd unit.",
  description: "systemd reads its unit files again (daemon-reload) before any other step when it says that the unit's file changed (NeedDaemonReload). A service that does not come up, or ends within a "
    + "second, fails the task with the last lines of its journal. Units that are not for enabling (static, indirect, alias) count as enabled; enabled-runtime does not, since it is gone after a reboot.",
  params,
  examples: [
    { title: "A service that runs, now and after a reboot", yaml: "systemd:\n  name: nginx\n  state: started\n  enabled: true" },
    { title: "As a handler", yaml: "systemd:\n  name: nginx\n  state: reloaded" },
    { title: "After a unit file was written", yaml: "systemd:\n  name: commcare-web\n  state: restarted\n  daemon_reload: true" },
  ],
  returns: { name: "The unit.", state: "started or stopped.", enabled: "Whether it is started at boot.", status: "ActiveState and UnitFileState as systemctl show names them." },
  throughPicture: true,
  settle: 5,
  oneShot: ["restarted", "reloaded", "ran"],
  resource: ({ name }) => (name === undefined ? "systemd:daemon-reload" : `systemd:${unitName(name)}`),
  probe: probeUnit,
  desired,
  steps,
  effects,
  values,
});

function desired(written: Params, before: Unit = NEW_UNIT): Partial<Unit> | Refusal {
  const { name = "", state, masked, enabled, daemon_reload } = written;
  const starts = state !== undefined && state !== "stopped";
  if (before.masked && masked !== false && (starts || enabled === true)) return refuse(`${name} is masked, so it can neither be started nor enabled`, "set masked: false to take the mask away");
  return given({ ...wantedActivity(state, before), ...wantedAtBoot(enabled, before), masked, stale: daemon_reload ? false : undefined });
}

function wantedActivity(state: Params["state"], before: Unit): Partial<Unit> {
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

function steps({ before = NEW_UNIT, after = NEW_UNIT, keys }: Difference<Unit>, { name, daemon_reload, force, no_block }: Params): readonly Step[] {
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

function effects({ after, keys }: Difference<Unit>, { name }: Params): readonly Effect[] {
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

function values(unit: Unit | undefined, { name }: Params): Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>> {
  if (name === undefined || unit === undefined) return {};
  const status = { ActiveState: unit.active, UnitFileState: unit.enabled };
  return { name, state: isRunning(unit.active, unit.sub) ? "started" : "stopped", enabled: isEnabled(unit.enabled), status };
}
