import type { ValueMap } from "#engine/core/value.js";
import { factBlocks } from "./facts-script.js";
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
    ...networkFacts(lines("addresses"), lines("routes")), ...mountFacts([...lines("root"), ...lines("mounts")]),
    ...dateFacts(lines("date")[0] ?? ""),
    ...(lines("python")[0] !== undefined && { python_version: lines("python")[0] }),
    uptime_seconds: Math.floor(Number((lines("uptime")[0] ?? "0").split(" ")[0])),
    service_mgr: lines("init")[0] ?? "unknown", pkg_mgr: "apt",
    ...virtualFacts(lines("virtual")),
  };
}

function systemFacts([uname = "", hostname = "", fqdn = "", user = "", home = ""]: readonly string[]): ValueMap {
  const [system = "", kernel = "", machine = ""] = uname.split(" ");
  return {
    system, kernel, machine, architecture: machine, hostname: hostname.split(".")[0] ?? hostname, nodename: hostname, fqdn,
    domain: fqdn.split(".").slice(1).join("."), user_id: user, user_dir: home,
  };
}

/** Families of distributions, by ID of os-release. */
const FAMILIES: Readonly<Record<string, string>> = { debian: "Debian", ubuntu: "Debian", raspbian: "Debian", rhel: "RedHat", fedora: "RedHat", alpine: "Alpine" };

function distributionFacts(blocks: Blocks): ValueMap {
  const release = new Map((blocks.get("os") ?? []).map((line): [string, string] => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1).replace(/^(["'])(.*)\1$/, "$2")];
  }));
  const id = release.get("ID") ?? "";
  const version = id === "debian" ? blocks.get("debian")?.[0] ?? release.get("VERSION_ID") ?? "" : release.get("VERSION_ID") ?? "";
  const name = id === "" ? "" : id.charAt(0).toUpperCase() + id.slice(1);
  const codename = release.get("VERSION_CODENAME") ?? "";
  const major = version.split(".")[0] ?? "";
  return {
    distribution: name, distribution_version: version, distribution_major_version: major, distribution_release: codename, os_family: FAMILIES[id] ?? name,
    lsb: { id: name, codename, release: version, description: release.get("PRETTY_NAME") ?? "", major_release: major },
  };
}

function dateFacts(line: string): ValueMap {
  const [date = "", time = "", epoch = "", offset = "", zone = "", weekday = "", , day = "", week = ""] = line.split(" ");
  const [year = "", month = "", dayOfMonth = ""] = date.split("-");
  const [hour = "", minute = "", second = ""] = time.split(":");
  return {
    date_time: {
      date, time, year, month, day: dayOfMonth, hour, minute, second, epoch, epoch_int: epoch, tz: zone, tz_offset: offset, weekday, weeknumber: week, day_of_year: day,
      iso8601: epoch === "" ? "" : `${new Date(Number(epoch) * 1000).toISOString().slice(0, 19)}Z`,
    },
  };
}

function virtualFacts(lines: readonly string[]): ValueMap {
  const words = lines.map((line) => line.toLowerCase());
  const known = ["systemd-nspawn", "docker", "lxc", "podman", "kvm", "vmware", "virtualbox"].find((name) => words.some((line) => line.includes(name)));
  return { virtualization_type: known ?? "NA", virtualization_role: known === undefined ? "NA" : "guest", apparmor: { status: words.includes("apparmor") ? "enabled" : "disabled" } };
}
