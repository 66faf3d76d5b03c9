import type { UnitState } from "./host-state.js";
import { fullUnitName } from "./looks/unit.js";

/** Packages whose unit is not called as they are (Debian 12 and 13). */
const UNIT_OF_PACKAGE: Readonly<Record<string, string>> = {
  "openssh-server": "ssh", redis: "redis-server", "docker.io": "docker", "mariadb-server": "mariadb", "mysql-server": "mysql",
  at: "atd", bind9: "named", "nfs-kernel-server": "nfs-server", "libvirt-daemon-system": "libvirtd",
};

/** Units that do their work once and then count as active (RemainAfterExit). */
const ONE_SHOT = new Set(["ufw.service", "postgresql.service"]);

/** Units that a package puts on the host; Debian enables and starts services when it installs them (policy 9.3.3, invoke-rc.d). */
function unitNamesOf(packageName: string): readonly string[] {
  const plain = packageName.replace(/:.*$/, "");
  const versioned = /^(postgresql|tomcat|php[\d.]*-fpm)-?\d*$/.exec(plain)?.[1];
  return [plain, UNIT_OF_PACKAGE[plain], versioned].filter((name) => name !== undefined).map(fullUnitName);
}

/** The unit as it is right after one of the packages is installed; undefined when none of them is known to bring it. */
export function startedOnInstall(unit: string, packages: readonly string[]): { readonly state: UnitState; readonly package: string } | undefined {
  const full = fullUnitName(unit);
  const from = packages.find((name) => unitNamesOf(name).includes(full));
  if (from === undefined) return undefined;
  const sub = ONE_SHOT.has(full) ? "exited" : "running";
  return { package: from, state: { name: unit, load: "loaded", active: "active", sub, enabled: "enabled", needDaemonReload: false } };
}
