import type { ValueMap } from "#engine/core/value.js";
import { environmentOf, factBlocks } from "./facts-script.js";
import { memoryFacts, mountFacts, processorFacts } from "./hardware-facts.js";
import { networkFacts } from "./network-facts.js";

type Blocks = ReadonlyMap<string, readonly string[]>;

/** Facts under Ansible's names, without the ansible_ prefix, from the output of FACTS_SCRIPT. Numbers are numbers, sizes in MB where the name says so. */
export function factsOf(output: string): ValueMap {
  const blocks = factBlocks(output);
  const lines = (name: string): readonly string[] => blocks.get(name) ?? [];
  return {
    ...systemFacts(lines("system")), ...distributionFacts(blocks),
    ...memoryFacts(lines("memory")), ...processorFacts(lines("cpu")),
    ...networkFacts({ addresses: lines("addresses"), routes: lines("routes"), links: lines("links") }), ...mountFacts([...lines("root"), ...lines("mounts")]),
    ...dateFacts(lines("date")[0] ?? ""),
    ...pythonFacts(lines("python")), ...accountFacts(lines("user")[0] ?? ""), ...machineFacts(lines("machine")),
    ...resolverFacts(lines("resolver")), ...loadFacts(lines("load")[0] ?? ""), env: environmentOf(output),
    uptime_seconds: Math.floor(Number((lines("uptime")[0] ?? "0").split(" ")[0])),
    service_mgr: lines("init")[0] ?? "unknown", pkg_mgr: "apt",
    ...virtualFacts(lines("virtual")),
  };
}

function systemFacts(lines: readonly string[]): ValueMap {
  const [uname, nodename, fqdn, user, home] = filled(lines, 5);
  const [system, kernel, machine] = filled(uname.split(" "), 3);
  return {
    system, kernel, machine, architecture: machine, userspace_architecture: machine, userspace_bits: machine.includes("64") ? "64" : "32",
    hostname: nodename.replace(/\..*$/, ""), nodename, fqdn, domain: fqdn.split(".").slice(1).join("."), user_id: user, user_dir: home,
  };
}

/** The first words of a list, "" for those that are not there. */
function filled(words: readonly string[], count: number): readonly [string, string, string, string, string] & readonly string[] {
  return Array.from({ length: Math.max(count, 5) }, (_none, at) => words[at] ?? "") as unknown as readonly [string, string, string, string, string] & readonly string[];
}

function pythonFacts([executable, version]: readonly string[]): ValueMap {
  if (executable === undefined || version === undefined) return {};
  const [major = 0, minor = 0, micro = 0] = version.split(".").map(Number);
  return { python_version: version, python: { executable, type: "cpython", version: { major, minor, micro } } };
}

/** A line of passwd(5). */
function accountFacts(line: string): ValueMap {
  const [name = "", , uid, gid, gecos = "", , shell = ""] = line.split(":");
  if (name === "") return {};
  return { user_uid: Number(uid), user_gid: Number(gid), user_gecos: gecos, user_shell: shell, real_user_id: Number(uid), effective_user_id: Number(uid), real_group_id: Number(gid), effective_group_id: Number(gid) };
}

function machineFacts(lines: readonly string[]): ValueMap {
  const id = lines.find((line) => /^[0-9a-f]{32}$/.test(line));
  return { machine_id: id ?? "", kernel_version: lines.find((line) => line !== id) ?? "" };
}

function resolverFacts(lines: readonly string[]): ValueMap {
  const words = (name: string): readonly string[] => lines.filter((line) => line.startsWith(`${name} `)).flatMap((line) => line.trim().split(/\s+/).slice(1));
  return { dns: { nameservers: words("nameserver"), search: words("search") } };
}

function loadFacts(line: string): ValueMap {
  const [one = 0, five = 0, fifteen = 0] = line.split(" ").map(Number);
  return { loadavg: { "1m": one, "5m": five, "15m": fifteen } };
}

/** Families of distributions, by ID of os-release. */
const FAMILIES: Readonly<Record<string, string>> = { debian: "Debian", ubuntu: "Debian", raspbian: "Debian", rhel: "RedHat", fedora: "RedHat", alpine: "Alpine" };

function distributionFacts(blocks: Blocks): ValueMap {
  const release = new Map((blocks.get("os") ?? []).map((line): [string, string] => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1).replace(/^(["'])(.*)\1$/, "$2")]));
  const said = (key: string): string => release.get(key) ?? "";
  const id = said("ID");
  const version = (id === "debian" ? blocks.get("debian")?.[0] : undefined) ?? said("VERSION_ID");
  const [major, minor] = filled(version.split("."), 2);
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  const codename = said("VERSION_CODENAME");
  return {
    distribution: name, distribution_version: version, distribution_major_version: major, distribution_minor_version: minor, distribution_release: codename, os_family: FAMILIES[id] ?? name,
    lsb: { id: name, codename, release: said("VERSION_ID"), description: said("PRETTY_NAME"), major_release: major },
  };
}

function dateFacts(line: string): ValueMap {
  const words = line.split(" ");
  const [date, time, epoch, offset, zone] = filled(words, 5);
  const [weekday, , day, week] = filled(words.slice(5), 4);
  const [year, month, dayOfMonth] = filled(date.split("-"), 3);
  const [hour, minute, second] = filled(time.split(":"), 3);
  return {
    date_time: {
      date, time, year, month, day: dayOfMonth, hour, minute, second, epoch, epoch_int: epoch, tz: zone, tz_offset: offset, weekday, weeknumber: week, day_of_year: day,
      iso8601: epoch === "" ? "" : `${new Date(Number(epoch) * 1000).toISOString().slice(0, 19)}Z`,
      iso8601_basic_short: `${date.replaceAll("-", "")}T${time.replaceAll(":", "")}`,
    },
  };
}

function virtualFacts(lines: readonly string[]): ValueMap {
  const words = lines.map((line) => line.toLowerCase());
  const known = ["systemd-nspawn", "docker", "lxc", "podman", "kvm", "vmware", "virtualbox"].find((name) => words.some((line) => line.includes(name)));
  return { virtualization_type: known ?? "NA", virtualization_role: known === undefined ? "NA" : "guest", apparmor: onOff(words.includes("apparmor")), selinux: onOff(words.includes("selinux")) };
}

function onOff(on: boolean): ValueMap {
  return { status: on ? "enabled" : "disabled" };
}
