import type { Simulation } from "./apt-simulation.js";
import type { PackageSpec } from "./package-spec.js";

/** What the apt module compares. The parts that a task does not ask about are left out. */
export interface AptState {
  /** The packages that the task names, with their version; null: not installed. */
  readonly packages?: Readonly<Record<string, string | null>>;
  /** Packages that an upgrade would bring to another version. */
  readonly upgradable?: Readonly<Record<string, string>>;
  /** Packages that nothing needs any more. */
  readonly unneeded?: readonly string[];
  readonly lists?: "fresh" | "stale";
  /** One-shot key: the lists are fetched whatever their age. */
  readonly refreshed?: boolean;
  /** Never compared: what apt said it would do. Undefined: it cannot tell before its lists are fetched. */
  readonly simulated?: Simulation;
  /** Never compared: version and path of the package file of `deb`, by the package's name. */
  readonly file?: PackageFile;
}

/** A .deb file on the host. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** The version of a package that will be there, but that apt cannot name yet. */
export const NEWEST = "newest";

/** A package of which only the configuration files are left. */
export const REMAINS = "configuration files only";

/** Whether a value of AptState.packages is an installed version. */
export function isInstalled(version: string | null | undefined): version is string {
  return version !== null && version !== undefined && version !== REMAINS;
}

/** The upgrade that is asked for, if one is. */
export function upgradeOf({ upgrade }: Pick<AptInput, "upgrade">): "yes" | "safe" | "full" | "dist" | undefined {
  return upgrade === "no" ? undefined : upgrade;
}

/** What a task asks of apt, names read. */
export interface AptInput {
  readonly specs: readonly PackageSpec[];
  readonly state: "present" | "latest" | "absent";
  readonly deb?: string;
  readonly upgrade?: "no" | "yes" | "safe" | "full" | "dist";
  readonly update_cache: boolean;
  readonly cache_valid_time?: number;
  readonly purge: boolean;
  readonly autoremove: boolean;
  readonly only_upgrade: boolean;
  readonly allow_downgrade: boolean;
}
