/** Words of UnitFileState (systemctl(1), is-enabled) under which a unit is started at boot, or is not for enabling: nothing is left to do. */
const ENABLED = new Set(["enabled", "alias", "static", "indirect", "generated", "transient"]);

/** Those that `systemctl disable` can do something about. */
const DISABLABLE = new Set(["enabled", "enabled-runtime", "linked", "linked-runtime", "alias"]);

/** Whether a unit counts as enabled for good. "enabled-runtime" does not: it is gone after a reboot. */
export function isEnabled(unitFileState: string): boolean {
  return ENABLED.has(unitFileState);
}

/** Whether something starts it at boot that can be taken away. */
export function canDisable(unitFileState: string): boolean {
  return DISABLABLE.has(unitFileState);
}

/** Whether a unit is up: "activating" counts, but not while it is waiting to be restarted after a crash. */
export function isRunning(active: string, sub: string): boolean {
  return ["active", "reloading", "refreshing"].includes(active) || (active === "activating" && !sub.startsWith("auto-restart"));
}

/** systemd's rule: a name without the suffix of a unit type is a service (systemd.unit(5)). */
export function unitName(name: string): string {
  return /\.(service|socket|target|device|mount|automount|swap|timer|path|slice|scope)$/.test(name) ? name : `${name}.service`;
}

/** `Key=value` lines of `systemctl show`. */
export function showProperties(text: string): ReadonlyMap<string, string> {
  return new Map(text.split("\n").filter((line) => line.includes("=")).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
