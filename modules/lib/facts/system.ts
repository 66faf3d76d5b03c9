import type { Value, ValueMap } from "#engine/core/value.js";
import { assigned, type Seen } from "./seen.js";

/** Whether a check of the script's "signs" held. */
function holds(seen: Seen, sign: string): boolean {
  return seen.block("signs").includes(sign);
}

/** What pid 1 is called, by Ansible's names. */
const MANAGERS: Readonly<Record<string, string>> = { "procd": "openwrt_init", "runit-init": "runit", "svscan": "svc", "openrc-init": "openrc" };

/** The service manager: the name of pid 1, unless it says no more than "init" or is a shell. */
export function serviceManagerFacts(seen: Seen): ValueMap {
  const first = seen.line("/proc/1/comm")?.trim() ?? "init";
  if (first !== "init" && !first.endsWith("sh")) return { service_mgr: MANAGERS[first] ?? first };
  const guess = holds(seen, "systemd") && holds(seen, "systemctl") ? "systemd" : holds(seen, "openrc") ? "openrc" : holds(seen, "initd") ? "sysvinit" : "service";
  return { service_mgr: guess };
}

/** The package manager that is there; "unknown" for none. */
export function packageManagerFacts(seen: Seen): ValueMap {
  return { pkg_mgr: seen.block("signs").find((sign) => sign.startsWith("pkg "))?.slice(4) ?? "unknown" };
}

/** Whether AppArmor is in the kernel. */
export function apparmorFacts(seen: Seen): ValueMap {
  return { apparmor: { status: holds(seen, "apparmor") ? "enabled" : "disabled" } };
}

/** SELinux: its state, and whether its library is there, which Ansible calls selinux_python_present. */
export function selinuxFacts(seen: Seen): ValueMap {
  const enforced = seen.line("/sys/fs/selinux/enforce");
  const selinux_python_present = holds(seen, "libselinux");
  if (enforced === undefined) return { selinux: { status: "disabled" }, selinux_python_present };
  const config = seen.lines("/etc/selinux/config");
  return {
    selinux_python_present,
    selinux: {
      status: "enabled", mode: enforced === "1" ? "enforcing" : "permissive", policyvers: Number(seen.line("/sys/fs/selinux/policyvers") ?? 0),
      config_mode: assigned(config, "SELINUX") ?? "unknown", type: assigned(config, "SELINUXTYPE") ?? "unknown",
    },
  };
}

/** Whether / is another one than that of pid 1; for users who may not look there: whether it is no file system's first inode. */
export function chrootFacts(seen: Seen): ValueMap {
  const inode = seen.block("signs").find((sign) => sign.startsWith("inode "))?.slice(6);
  if (inode === undefined) return { is_chroot: holds(seen, "chroot") };
  const type = seen.lines("/proc/mounts").findLast((line) => line.split(" ")[1] === "/")?.split(" ")[2];
  return { is_chroot: inode !== (type === "btrfs" ? "256" : type === "xfs" ? "128" : "2") };
}

/** Whether the kernel is in FIPS mode. */
export function fipsFacts(seen: Seen): ValueMap {
  return { fips: seen.line("/proc/sys/crypto/fips_enabled") === "1" };
}

/** The session's capabilities, from capsh(1): "False" means that all are there. */
export function capabilityFacts(seen: Seen): ValueMap {
  const current = seen.block("caps").find((line) => line.startsWith("Current:"));
  if (current === undefined) return { system_capabilities: "N/A", system_capabilities_enforced: "N/A" };
  if (current.split(":")[1]?.trim() === "=ep") return { system_capabilities: [], system_capabilities_enforced: "False" };
  return { system_capabilities: (current.split("=")[1] ?? "").split(",").map((each) => each.trim()), system_capabilities_enforced: "True" };
}

/** Words of the kernel's command line; `proc_cmdline` keeps all of those that come more than once. */
export function commandLineFacts(seen: Seen): ValueMap {
  const line = seen.line("/proc/cmdline");
  if (line === undefined) return {};
  const words = [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]): [string, string | true] => {
    const at = word.indexOf("=");
    return at === -1 ? [word, true] : [word.slice(0, at), word.slice(at + 1)];
  });
  return { cmdline: Object.fromEntries(words), proc_cmdline: Object.fromEntries(words.map(([name]) => [name, everyValue(words, name)])) };
}

function everyValue(words: readonly (readonly [string, string | true])[], name: string): Value {
  const values = words.filter(([each, value]) => each === name && value !== true).map(([, value]) => value);
  return values.length === 0 ? true : values.length === 1 ? values[0] ?? true : values;
}

/** resolv.conf(5). */
export function dnsFacts(seen: Seen): ValueMap {
  const lines = seen.lines("/etc/resolv.conf").filter((line) => !/^[#;]/.test(line)).map((line) => line.trim().split(/\s+/));
  const last = (name: string): readonly string[] | undefined => lines.findLast(([word]) => word === name)?.slice(1);
  const nameservers = lines.filter(([word]) => word === "nameserver").flatMap((words) => words.slice(1));
  const [domain] = last("domain") ?? [];
  const [search, sortlist, options] = [last("search"), last("sortlist"), last("options")];
  return {
    dns: {
      ...(nameservers.length > 0 && { nameservers }), ...(domain !== undefined && { domain }), ...(search && { search }), ...(sortlist && { sortlist }),
      ...(options && { options: Object.fromEntries(options.map((option) => option.split(":")).map(([name = "", value]) => [name, value ?? true])) }),
    },
  };
}

/** How busy the host has been. */
export function loadFacts(seen: Seen): ValueMap {
  const [one = 0, five = 0, fifteen = 0] = (seen.line("/proc/loadavg") ?? "").split(" ").map(Number);
  return { loadavg: { "1m": one, "5m": five, "15m": fifteen } };
}

/** Host keys of SSH, from the files beside the private keys (ssh-keygen(1)). */
export function sshKeyFacts(seen: Seen): ValueMap {
  return Object.fromEntries(["dsa", "rsa", "ecdsa", "ed25519"].flatMap((kind) => {
    const [type, key] = (seen.line(`/etc/ssh/ssh_host_${kind}_key.pub`) ?? seen.line(`/etc/openssh/ssh_host_${kind}_key.pub`) ?? "").split(" ");
    return type === undefined || key === undefined ? [] : [[`ssh_host_key_${kind}_public`, key], [`ssh_host_key_${kind}_public_keytype`, type]];
  }));
}
