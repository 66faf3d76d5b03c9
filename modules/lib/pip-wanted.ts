import { isFrom, type Distribution, type Origin } from "./dist-info.js";
import { markerEnvironment, markerHolds } from "./marker.js";
import type { PythonEnvironment } from "./pip-environment.js";
import { isPythonVersion } from "./python-version.js";
import { isSatisfied, pinned, type Requirement } from "./requirement.js";

/** A requirement, held against what is installed. */
export interface Verdict {
  /** What it is called in states and diffs: the name, with extras that are missing; else the address. */
  readonly key: string;
  /** The installed version; null: not installed. */
  readonly installed: string | null;
  readonly satisfied: boolean;
  /** What would be there after pip: a version where it is certain, else what is asked for. */
  readonly becomes: string;
}

/** What a verdict rests on. A version that is none ("newest") is one that only a prediction gave: it is taken for fitting. */
export interface Installed {
  readonly environment: PythonEnvironment;
  readonly origins: readonly Origin[];
  /** Requirements that packages have under their extras, by the package's name. */
  readonly extras: ReadonlyMap<string, readonly Requirement[]>;
  /** Folder that relative paths start from. */
  readonly folder: string;
}

/** Whether the requirement speaks of this Python at all; where its marker cannot be decided it does. */
export function applies({ marker }: Requirement, { version }: PythonEnvironment): boolean {
  return marker === undefined || markerHolds(marker, markerEnvironment(version)) !== false;
}

/** Holds a requirement against what is installed. */
export function judge(requirement: Requirement, installed: Installed): Verdict {
  return requirement.address === undefined ? judgeNamed(requirement, installed) : judgeAddress(requirement, requirement.address, installed);
}

function judgeNamed(requirement: Requirement, installed: Installed): Verdict {
  const { name = "", extras, specifiers } = requirement;
  const becomes = pinned(requirement) ?? (specifiers.map(({ operator, version }) => operator + version).join(",") || "newest");
  const found = find(installed.environment, name);
  if (found === undefined) return { key: name, installed: null, satisfied: false, becomes };
  const fits = isSatisfied(requirement, found.version) || !isPythonVersion(found.version);
  const lacking = fits ? extras.filter((extra) => !hasExtra(name, extra, installed)) : [];
  if (lacking.length > 0) return { key: `${name}[${lacking.join(",")}]`, installed: null, satisfied: false, becomes };
  return { key: name, installed: found.version, satisfied: fits, becomes };
}

function judgeAddress(requirement: Requirement, address: string, { environment, origins, folder }: Installed): Verdict {
  const origin = origins.find((each) => (requirement.name === undefined || each.name === requirement.name) && isFrom(each, requirement, folder));
  const found = origin ?? find(environment, requirement.name);
  return { key: requirement.name ?? address, installed: found?.version ?? null, satisfied: origin !== undefined, becomes: `from ${address}` };
}

function find({ packages }: PythonEnvironment, name: string | undefined): Distribution | undefined {
  return packages.find((each) => each.name === name);
}

/** Whether all that a package needs for an extra is there, extras of those in turn. */
function hasExtra(name: string, extra: string, installed: Installed, seen: ReadonlySet<string> = new Set()): boolean {
  const { environment, extras } = installed;
  const mark = `${name}[${extra}]`;
  if (seen.has(mark)) return true;
  const needed = (extras.get(name) ?? []).filter(({ marker = "" }) => markerHolds(marker, markerEnvironment(environment.version, extra)) === true);
  return needed.every((each) => {
    const found = find(environment, each.name);
    return found !== undefined && isSatisfied(each, found.version) && each.extras.every((more) => hasExtra(each.name ?? "", more, installed, new Set([...seen, mark])));
  });
}
