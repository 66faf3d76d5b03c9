import type { ValueMap } from "#engine/core/value.js";
import { assigned, type Seen } from "./seen.js";

/** Names that Ansible gives to distributions, by ID of os-release(5). */
const NAMES: Readonly<Record<string, string>> = {
  debian: "Debian", ubuntu: "Ubuntu", raspbian: "Debian", linuxmint: "Linux Mint", kali: "Kali", devuan: "Devuan", pop: "Pop!_OS",
  rhel: "RedHat", centos: "CentOS", rocky: "Rocky", almalinux: "AlmaLinux", ol: "OracleLinux", fedora: "Fedora", amzn: "Amazon", alpine: "Alpine", arch: "Archlinux",
  "opensuse-leap": "openSUSE Leap", sles: "SLES", gentoo: "Gentoo",
};

/** Families by name, as Ansible has them. A distribution without one is its own family. */
const FAMILIES: Readonly<Record<string, string>> = {
  "Ubuntu": "Debian", "Linux Mint": "Debian", "Kali": "Debian", "Devuan": "Debian", "Pop!_OS": "Debian",
  "CentOS": "RedHat", "Rocky": "RedHat", "AlmaLinux": "RedHat", "OracleLinux": "RedHat", "Fedora": "RedHat", "Amazon": "RedHat",
  "openSUSE Leap": "Suse", "SLES": "Suse",
};

/** distribution, its version and release, os_family, from os-release(5) and Debian's debian_version. */
export function distributionFacts(seen: Seen): ValueMap {
  const release = seen.lines("/etc/os-release");
  const id = assigned(release, "ID");
  if (id === undefined) return { distribution: "NA", distribution_version: "NA", distribution_major_version: "NA", distribution_release: "NA", os_family: "NA" };
  const name = nameOf(id);
  const family = FAMILIES[name] ?? name;
  return {
    distribution: name, ...versionFacts(id, seen), distribution_release: codename(release), os_family: family,
    ...(family === "Debian" && { distribution_file_path: "/etc/os-release", distribution_file_variety: "Debian", distribution_file_parsed: true }),
  };
}

function nameOf(id: string): string {
  return NAMES[id] ?? id.charAt(0).toUpperCase() + id.slice(1);
}

/** Debian has its point release in a file of its own, which names the next release in those that are not out yet. */
function versionFacts(id: string, seen: Seen): ValueMap {
  const pointRelease = id === "debian" ? /^(\d+)\.(\d+)/.exec(seen.line("/etc/debian_version") ?? "") : null;
  const version = pointRelease?.input ?? assigned(seen.lines("/etc/os-release"), "VERSION_ID") ?? "NA";
  return {
    distribution_version: version, distribution_major_version: version.replace(/\..*$/, ""),
    ...(pointRelease !== null && { distribution_minor_version: pointRelease[2] ?? "" }),
  };
}

function codename(release: readonly string[]): string {
  return assigned(release, "VERSION_CODENAME") ?? /\(([^)]+)\)/.exec(assigned(release, "PRETTY_NAME") ?? "")?.[1] ?? "";
}

/** What lsb_release(1) prints, from the files that it reads itself: lsb-release of Ubuntu, else os-release. There whether or not lsb_release is installed. */
export function lsbFacts(seen: Seen): ValueMap {
  const [own, os] = [seen.lines("/etc/lsb-release"), seen.lines("/etc/os-release")];
  const either = (name: string, otherwise: string): string => assigned(own, `DISTRIB_${name}`) ?? otherwise;
  const id = either("ID", nameOf(assigned(os, "ID") ?? ""));
  if (id === "") return { lsb: {} };
  const release = either("RELEASE", assigned(os, "VERSION_ID") ?? "n/a");
  return { lsb: { id, release, major_release: release.replace(/\..*$/, ""), description: either("DESCRIPTION", assigned(os, "PRETTY_NAME") ?? ""), codename: either("CODENAME", codename(os)) } };
}
