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
  readonly enabled?: boolean;
  readonly masked?: boolean;
}

/** Looks at a unit by `systemctl show`, and asks further only where the wanted state needs it. */
export async function probeUnit(host: Reader, query: UnitQuery): Promise<Unit | Missing | Refusal> {
  const { name } = query;
  if (name === undefined) return { ...NEW_UNIT, stale: await anythingStale(host) };
  const full = unitName(name);
  const [unit, early] = await Promise.all([host.unit(full), needsDetails(query) ? details(host, full) : undefined]);
  if (unit.load === "not-found" && isOnlyMasked(query)) return NEW_UNIT;
  const obstacle = await obstacleOf(host, full, unit) ?? changeObstacle(query, unit, early);
  if (obstacle !== undefined) return obstacle;
  const starts = query.state === "started" && !isRunning(unit.active, unit.sub);
  return stateOf(unit, starts ? await details(host, full) : early);
}

function needsDetails({ state, masked }: UnitQuery): boolean {
  return state === "restarted" || state === "reloaded" || masked === true;
}

function stateOf({ active, sub, enabled, load, needDaemonReload }: UnitState, about: Details | undefined): Unit {
  return { active, sub, enabled, masked: load === "masked", stale: needDaemonReload, runsOnce: about?.runsOnce === true, ran: false, restarted: false, reloaded: false };
}

/** A unit need not be there to be kept from ever starting. */
function isOnlyMasked({ masked, enabled, state }: UnitQuery): boolean {
  return masked === true && enabled !== true && (state === undefined || state === "stopped");
}

/** What systemd would refuse. A unit that is down is started, not reloaded. */
function changeObstacle({ state, masked }: UnitQuery, { name, active, sub, load }: UnitState, about: Details | undefined): Refusal | undefined {
  if (state === "reloaded" && about?.canReload === false && isRunning(active, sub)) return refuse(`${name} cannot reload`, "its unit file has no ExecReload: use state: restarted");
  if (masked === true && load !== "masked" && about?.isLocal === true) return refuse(`${name} cannot be masked: its unit file is the administrator's own, where the mask would have to be`, "remove the file, or set enabled: false");
  return undefined;
}

interface Details {
  readonly runsOnce: boolean;
  readonly canReload: boolean;
  /** Its file is in /etc/systemd/system. */
  readonly isLocal: boolean;
}

/** A file that was replaced may be loaded as soon as systemd reads it again. */
async function obstacleOf(host: Reader, name: string, { load, needDaemonReload }: UnitState): Promise<Missing | Refusal | undefined> {
  if (load === "not-found") return missing(`there is no unit ${name}`, didYouMean(name, await unitNames(host)));
  if (!needDaemonReload && (load === "bad-setting" || load === "error")) return refuse(`systemd cannot load ${name} (${load})`, `run systemd-analyze verify ${name} on the host`);
  return undefined;
}

/** What the host does not know yet says nothing. */
async function details(host: Reader, unit: string): Promise<Details | undefined> {
  const { stdout } = await host.ask(["systemctl", "show", "-p", "LoadState,Type,RemainAfterExit,CanReload,FragmentPath", "--", unit]);
  const told = showProperties(stdout);
  if (told.get("LoadState") !== "loaded") return undefined;
  return { runsOnce: told.get("Type") === "oneshot" && told.get("RemainAfterExit") !== "yes", canReload: told.get("CanReload") !== "no", isLocal: told.get("FragmentPath")?.startsWith("/etc/systemd/system/") === true };
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
