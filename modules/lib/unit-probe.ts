import { didYouMean } from "#engine/core/suggest.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { UnitState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";
import { isRunning, showProperties, unitName } from "./unit-words.js";

/** A unit, or systemd itself where no unit is named, as the systemd module compares it. */
export interface Unit {
  readonly active: string;
  readonly sub: string;
  readonly enabled: string;
  readonly masked: boolean;
  /** Its file changed since systemd read it. */
  readonly stale: boolean;
  /** A service that runs to its end and is then down again, however often it is started. */
  readonly runsOnce: boolean;
  /** One-shot keys: false until the task does it. */
  readonly ran: boolean;
  readonly restarted: boolean;
  readonly reloaded: boolean;
}

/** A unit about which nothing is known but that it would be there. */
export const NEW_UNIT: Unit = { active: "inactive", sub: "dead", enabled: "disabled", masked: false, stale: false, runsOnce: false, ran: false, restarted: false, reloaded: false };

/** What is wanted of a unit, as far as the look depends on it. */
export interface UnitQuery {
  readonly name?: string;
  readonly state?: string;
  readonly masked?: boolean;
}

/** Looks at a unit by `systemctl show`, and asks further only where the wanted state needs it. */
export async function probeUnit(host: Reader, { name, state = "" }: UnitQuery): Promise<Unit | Missing | Refusal> {
  if (name === undefined) return { ...NEW_UNIT, stale: await anythingStale(host) };
  const full = unitName(name);
  const [unit, early] = await Promise.all([host.unit(full), /restarted|reloaded/.test(state) ? details(host, full) : undefined]);
  const obstacle = await obstacleOf(host, full, unit) ?? (state === "reloaded" ? reloadObstacle(unit, early) : undefined);
  if (obstacle !== undefined) return obstacle;
  const starts = state === "started" && !isRunning(unit.active, unit.sub);
  const about = starts ? await details(host, full) : early;
  return {
    active: unit.active, sub: unit.sub, enabled: unit.enabled, masked: unit.load === "masked", stale: unit.needDaemonReload,
    runsOnce: about?.runsOnce === true, ran: false, restarted: false, reloaded: false,
  };
}

/** A unit that is down is started, not reloaded. */
function reloadObstacle({ name, active, sub }: UnitState, about: { readonly canReload: boolean } | undefined): Refusal | undefined {
  if (about?.canReload !== false || !isRunning(active, sub)) return undefined;
  return refuse(`${name} cannot reload`, "its unit file has no ExecReload: use state: restarted");
}

async function obstacleOf(host: Reader, name: string, { load }: UnitState): Promise<Missing | Refusal | undefined> {
  if (load === "not-found") return missing(`there is no unit ${name}`, didYouMean(name, await unitNames(host)));
  if (load === "bad-setting" || load === "error") return refuse(`systemd cannot load ${name} (${load})`, `run systemd-analyze verify ${name} on the host`);
  return undefined;
}

/** What the host does not know yet says nothing. */
async function details(host: Reader, unit: string): Promise<{ runsOnce: boolean; canReload: boolean } | undefined> {
  const { stdout } = await host.ask(["systemctl", "show", "-p", "LoadState,Type,RemainAfterExit,CanReload", "--", unit]);
  const told = showProperties(stdout);
  if (told.get("LoadState") !== "loaded") return undefined;
  return { runsOnce: told.get("Type") === "oneshot" && told.get("RemainAfterExit") !== "yes", canReload: told.get("CanReload") !== "no" };
}

async function anythingStale(host: Reader): Promise<boolean> {
  const { stdout } = await host.ask(["systemctl", "show", "-p", "NeedDaemonReload", "--value", "*"]);
  const stale = stdout.split("\n").includes("yes");
  if (!stale) host.undecided("whether systemd has to read its unit files again");
  return stale;
}

async function unitNames(host: Reader): Promise<string[]> {
  const { stdout } = await host.ask(["systemctl", "list-unit-files", "--no-legend", "--no-pager", "--plain"]);
  return stdout.split("\n").map((line) => line.split(/\s/)[0] ?? "").filter((name) => name !== "");
}
