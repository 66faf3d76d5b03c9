import { didYouMean } from "#engine/core/suggest.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
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
export async function probeUnit(host: Reader, { name, state, masked }: UnitQuery): Promise<Unit | Missing | Refusal> {
  if (name === undefined) return { ...NEW_UNIT, stale: await anythingStale(host) };
  const full = unitName(name);
  const [unit, early] = await Promise.all([host.unit(full), state === "restarted" || state === "reloaded" ? details(host, full) : undefined]);
  if (unit.load === "not-found") return missing(`there is no unit ${full}`, didYouMean(full, await unitNames(host)));
  if (unit.load === "bad-setting" || unit.load === "error") return refuse(`systemd cannot load ${full} (${unit.load})`, `run systemd-analyze verify ${full} on the host`);
  const unmaskable = masked === true && unit.load !== "masked" ? await inTheWay(host, full) : undefined;
  if (unmaskable !== undefined) return unmaskable;
  const about = early ?? (state === "started" && !isRunning(unit.active, unit.sub) ? await details(host, full) : undefined);
  if (state === "reloaded" && isRunning(unit.active, unit.sub) && about?.canReload === false) return refuse(`${full} cannot reload`, "its unit file has no ExecReload: use state: restarted");
  return {
    active: unit.active, sub: unit.sub, enabled: unit.enabled, masked: unit.load === "masked", stale: unit.needDaemonReload,
    runsOnce: about?.runsOnce ?? false, ran: false, restarted: false, reloaded: false,
  };
}

/** A mask is a link to /dev/null here, and systemctl puts none in the place of a file, not even with --force. */
async function inTheWay(host: Reader, unit: string): Promise<Refusal | undefined> {
  const place = `/etc/systemd/system/${unit}`;
  const found = await host.path(place, { digest: false });
  return found.kind === "file" ? refuse(`${unit} cannot be masked, because its file is where the mask would be: ${place}`, "use state: stopped and enabled: false, or remove that file first") : undefined;
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
