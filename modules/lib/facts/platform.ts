import type { ValueMap } from "#engine/core/value.js";
import { firstWords, type Seen } from "./seen.js";

/** System, kernel, architecture and names (uname(2), Python's socket.getfqdn). */
export function platformFacts(seen: Seen): ValueMap {
  const machine = seen.block("machine")[0] ?? "";
  const kernel = (name: string): string => seen.line(`/proc/sys/kernel/${name}`) ?? "";
  const nodename = kernel("hostname");
  const fqdn = fullName(seen.block("fqdn")[0] ?? "", nodename);
  const id = seen.line("/var/lib/dbus/machine-id") ?? seen.line("/etc/machine-id");
  const python = pythonVersion(seen);
  return {
    system: kernel("ostype"), kernel: kernel("osrelease"), kernel_version: kernel("version"),
    machine, ...architecture(machine), nodename, hostname: nodename.replace(/\..*$/, ""), fqdn, domain: fqdn.split(".").slice(1).join("."),
    ...(python !== undefined && { python_version: python.slice(0, 3).join(".") }), ...(id !== undefined && { machine_id: id }),
  };
}

/** The first name with a dot of those that the host's address has, else the first. */
function fullName(hosts: string, nodename: string): string {
  const [, ...names] = hosts.split(/\s+/).filter((word) => word !== "");
  return names.find((name) => name.includes(".")) ?? names[0] ?? nodename;
}

/** A 32-bit user space under a 64-bit kernel is not told apart. */
function architecture(machine: string): ValueMap {
  if (machine === "x86_64") return { architecture: machine, userspace_bits: "64", userspace_architecture: machine };
  if (/i[3456]86/.test(machine)) return { architecture: "i386", userspace_bits: "32", userspace_architecture: "i386" };
  return { architecture: machine, userspace_bits: machine.includes("64") ? "64" : "32" };
}

function pythonVersion(seen: Seen): readonly string[] | undefined {
  return seen.block("python")[1]?.split(" ");
}

/** The Python that a module of Ansible would run on; nothing where there is none, since none is needed. */
export function pythonFacts(seen: Seen): ValueMap {
  const [executable, , type = "", ssl] = seen.block("python");
  const version = pythonVersion(seen);
  if (executable === undefined || version === undefined) return {};
  const [major = 0, minor = 0, micro = 0, , serial = 0] = version.map(Number);
  const releaselevel = version[3] ?? "final";
  return { python: { executable, type, has_sslcontext: ssl === "True", version: { major, minor, micro, releaselevel, serial }, version_info: [major, minor, micro, releaselevel, serial] } };
}

/** Who the session's user is: a line of passwd(5), and the numbers of the process (proc(5)). */
export function userFacts(seen: Seen): ValueMap {
  const [name, , uid, gid, gecos, home, shell] = firstWords((seen.block("user")[0] ?? "").split(":"), 7);
  const status = seen.lines("/proc/self/status");
  const numbers = (key: string): readonly number[] => (status.find((line) => line.startsWith(`${key}:`)) ?? "").split(/\s+/).slice(1).map(Number);
  const [realUser = Number(uid), effectiveUser = Number(uid)] = numbers("Uid");
  const [realGroup = Number(gid), effectiveGroup = Number(gid)] = numbers("Gid");
  if (name === "") return {};
  return {
    user_id: name, user_uid: Number(uid), user_gid: Number(gid), user_gecos: gecos, user_dir: home, user_shell: shell,
    real_user_id: realUser, effective_user_id: effectiveUser, real_group_id: realGroup, effective_group_id: effectiveGroup,
  };
}
