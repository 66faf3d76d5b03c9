import type { Release } from "./topology.js";

/** Where packages come from. */
export interface Mirrors {
  readonly main: string;
  readonly security: string;
}

const debian: Mirrors = { main: "http://deb.debian.org/debian", security: "http://deb.debian.org/debian-security" };

/**
 * The mirrors that this machine uses for its own Debian release, so that hosts reach packages the same way.
 * `targets` is what `apt-get indextargets --format "$(REPO_URI) $(RELEASE)"` prints; any other system gets Debian's own.
 */
export function mirrorsFrom(targets: string, codename: string | undefined): Mirrors {
  const uriOf = (suite: string): string | undefined => targets.split("\n").map((line) => line.trim().split(" "))
    .find(([, release]) => codename !== undefined && release === suite)?.[0]?.replace(/\/$/, "");
  return { main: uriOf(codename ?? "") ?? debian.main, security: uriOf(`${codename ?? ""}-security`) ?? debian.security };
}

/** The lines of /etc/apt/sources.list for a release. */
export function sourcesFor(release: Release, mirrors: Mirrors): string[] {
  return [
    `deb ${mirrors.main} ${release} main`,
    `deb ${mirrors.main} ${release}-updates main`,
    `deb ${mirrors.security} ${release}-security main`,
  ];
}

/**
 * What of the machine's apt settings says how an index is reached (proxies, certificates, clocks, retries), as apt.conf(5)
 * text; `dump` is what `apt-config dump` prints. What only shapes this machine (its own cache, its index targets) stays out.
 */
export function networkSettings(dump: string): string {
  const wanted = /^Acquire::(https?|ftp|Check-Valid-Until|Check-Date|Min-ValidTime|Max-ValidTime|Retries|ForceIPv[46]|Languages|Queue-Mode)\b/i;
  // An empty value is only the branch of a tree.
  const lines = dump.split("\n").filter((line) => wanted.test(line) && !line.endsWith(' "";'));
  return lines.map((line) => `${line}\n`).join("");
}
