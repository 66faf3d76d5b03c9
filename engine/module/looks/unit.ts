import type { Command, Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { UnitState } from "../host-state.js";

const PROPERTIES = "LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload";

/** One systemctl(1). */
export function unitCommand(name: string): Command {
  return { argv: ["systemctl", "show", "-p", PROPERTIES, "--", name] };
}

/** A unit that systemd does not know answers with LoadState=not-found and code 0. */
export function unitAnswer(name: string, { code, stdout, stderr }: Output): UnitState | { readonly problem: Problem } {
  if (code !== 0) {
    const what = code === 127 ? "systemctl is not installed" : `systemctl cannot look at ${name}: ${stderr.trim()}`;
    return { problem: { reason: "missing", what, hint: "units need a host that runs systemd" } };
  }
  const properties = new Map(stdout.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  const property = (key: string): string => properties.get(key) ?? "";
  return {
    name, load: property("LoadState"), active: property("ActiveState"), sub: property("SubState"),
    enabled: property("UnitFileState"), needDaemonReload: property("NeedDaemonReload") === "yes",
  };
}

/** systemd's own rule: a name without a known suffix is a service. */
export function fullUnitName(name: string): string {
  return /\.(service|socket|timer|target|mount|automount|path|slice|scope|swap|device)$/.test(name) ? name : `${name}.service`;
}
