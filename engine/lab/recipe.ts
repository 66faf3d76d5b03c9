import { createHash } from "node:crypto";
import { sourcesFor } from "./apt-config.js";
import type { MachineConfig } from "./machine-config.js";
import type { Release } from "./topology.js";

/** All that a base tree is made from: two equal recipes give equal trees, but for the packages' versions of the day. */
export interface Recipe {
  readonly release: Release;
  readonly packages: readonly string[];
  readonly sources: readonly string[];
  readonly users: readonly LabUser[];
  readonly masked: readonly string[];
  readonly config: MachineConfig;
  /** Raised when base.ts does something else with the same recipe. */
  readonly version: number;
}

/** A login on every lab host. The passwords are no secrets: lab hosts are reached from this machine only. */
export interface LabUser {
  readonly name: string;
  readonly uid: number;
  /** undefined = no password. */
  readonly password?: string;
  /** A line of sudoers(5). */
  readonly sudo: string;
}

/** The logins beside root; every one lets in the lab's key. */
export const labUsers: readonly LabUser[] = [
  { name: "admin", uid: 1000, password: "lab-admin-password", sudo: "admin ALL=(ALL:ALL) ALL" },
  { name: "deploy", uid: 1001, sudo: "deploy ALL=(ALL:ALL) NOPASSWD: ALL" },
];

// What a small Debian server has after installation. No curl, no git, no Python: the tools must not lean on them.
const packages = [
  "systemd", "systemd-sysv", "dbus", "openssh-server", "sudo", "iproute2", "ca-certificates",
  "adduser", "cron", "iputils-ping", "kmod", "less", "logrotate", "netbase", "procps", "tzdata",
];

// They fetch or write at a moment of their own choosing: a test that compares disks, or needs dpkg's lock, would meet them now and then.
const masked = ["apt-daily.timer", "apt-daily-upgrade.timer", "dpkg-db-backup.timer", "e2scrub_all.timer", "fstrim.timer", "logrotate.timer"];

/** The recipe of a release on this machine. */
export function recipeFor(release: Release, config: MachineConfig): Recipe {
  return { release, packages, sources: sourcesFor(release, config.mirrors), users: labUsers, masked, config, version: 1 };
}

/** The name of the recipe's folder: `bookworm-0123456789ab`; another recipe has another name. */
export function recipeName(recipe: Recipe): string {
  return `${recipe.release}-${createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 12)}`;
}
