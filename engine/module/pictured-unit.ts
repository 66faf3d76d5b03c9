import { startedOnInstall } from "./debian-services.js";
import type { HostLooks } from "./host-looks.js";
import type { UnitState } from "./host-state.js";
import { fullUnitName } from "./looks/unit.js";
import type { Picture } from "./picture.js";
import type { Notes } from "./reader-notes.js";

/** What a unit's prediction is made from. */
interface Sources {
  readonly looks: HostLooks;
  readonly picture: Picture;
  readonly notes: Notes;
}

/** A unit as the predicted changes would leave it: a changed unit file, a package that starts its service, a change of the unit itself. */
export async function picturedUnit(name: string, sources: Sources): Promise<UnitState> {
  const foretold = sources.picture.unit(name);
  const onHost = await sources.looks.unit(name);
  const base = onHost.load === "not-found" ? broughtUnit(onHost, sources, foretold === undefined) : withUnitFile(onHost, sources);
  if (foretold === undefined) return base;
  sources.notes.rest(foretold.cause);
  return { ...base, ...(base.load === "not-found" && { load: "loaded" }), ...foretold.value };
}

/** The host does not know the unit: an earlier change may bring it. Whatever package that is, Debian starts what it installs. */
function broughtUnit(unit: UnitState, { picture, notes }: Sources, undecided: boolean): UnitState {
  const file = unitFile(unit.name, picture);
  if (file !== undefined) {
    notes.rest(file);
    return { ...unit, load: "loaded", active: "inactive", sub: "dead", enabled: "disabled" };
  }
  const packages = picture.installed();
  const started = startedOnInstall(unit.name, packages.map(({ value }) => value.name));
  const cause = packages.find(({ value }) => value.name === started?.package)?.cause;
  if (started !== undefined && cause !== undefined) {
    notes.rest(cause);
    return started.state;
  }
  if (packages.length > 0 && undecided) {
    for (const each of packages) notes.rest(each.cause);
    notes.undecide(`the unit ${unit.name}: ${packages.map(({ value }) => value.name).join(", ")} would be installed first`);
    return { ...unit, load: "loaded", active: "active", sub: "running", enabled: "enabled" };
  }
  return unit;
}

/** systemd has to read a changed unit file again. */
function withUnitFile(unit: UnitState, { picture, notes }: Sources): UnitState {
  const file = unitFile(unit.name, picture);
  if (file === undefined) return unit;
  notes.rest(file);
  return { ...unit, needDaemonReload: true };
}

/** The task that would write the unit's file; of a template's instance that of the template. */
function unitFile(name: string, picture: Picture): string | undefined {
  const full = fullUnitName(name);
  const names = [full, full.replace(/@.+\./, "@.")];
  for (const folder of ["/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system", "/run/systemd/system"]) {
    for (const each of names) {
      const found = picture.paths.find(`${folder}/${each}`).known;
      if (found !== undefined && found.state.kind !== "absent") return found.cause;
    }
  }
  return undefined;
}
