import type { ValueMap } from "#engine/core/value.js";
import { baseName, type Seen } from "./seen.js";

/** ARP hardware identifiers (linux/if_arp.h) by Ansible's names. */
const TYPES: Readonly<Record<string, string>> = { 1: "ether", 32: "infiniband", 512: "ppp", 772: "loopback", 65534: "tunnel" };

/** IFF_PROMISC of linux/if.h. */
const PROMISCUOUS = 0x100;

/** An interface but for its addresses, from /sys/class/net (Linux' sysfs-class-net). */
export function linkFacts(device: string, seen: Seen): ValueMap {
  const folder = `/sys/class/net/${device}`;
  const read = (file: string): string | undefined => seen.line(`${folder}/${file}`)?.trim();
  const [mac, speed, pci, driver] = [read("address"), read("speed"), seen.links.get(`${folder}/device`), seen.links.get(`${folder}/device/driver/module`)];
  return {
    device, mtu: Number(read("mtu")), active: read("operstate") !== "down", type: TYPES[read("type") ?? ""] ?? "unknown",
    promisc: (Number(read("flags") ?? 0) & PROMISCUOUS) !== 0,
    ...(mac !== undefined && mac !== "" && mac !== "00:00:00:00:00:00" && { macaddress: mac }), ...(speed !== undefined && { speed: Number(speed) }),
    ...(pci !== undefined && { pciid: baseName(pci) }), ...(driver !== undefined && { module: baseName(driver) }),
    ...bridgeFacts(folder, seen), ...bondFacts(read), ...slaveFacts(read),
  };
}

function bridgeFacts(folder: string, seen: Seen): ValueMap {
  const id = seen.line(`${folder}/bridge/bridge_id`);
  if (id === undefined) return {};
  const members = [...seen.links.keys()].filter((path) => path.startsWith(`${folder}/brif/`)).map(baseName);
  return { type: "bridge", interfaces: members, id, stp: seen.line(`${folder}/bridge/stp_state`) === "1" };
}

function bondFacts(read: (file: string) => string | undefined): ValueMap {
  const mode = read("bonding/mode");
  if (mode === undefined) return {};
  const first = (file: string): string => (read(file) ?? "").split(" ")[0] ?? "";
  const primary = read("bonding/primary");
  return {
    type: "bonding", slaves: (read("bonding/slaves") ?? "").split(" ").filter((name) => name !== ""), mode: first("bonding/mode"), miimon: first("bonding/miimon"), lacp_rate: first("bonding/lacp_rate"),
    ...(primary !== undefined && primary !== "" && { primary, all_slaves_active: read("bonding/all_slaves_active") === "1" }),
  };
}

function slaveFacts(read: (file: string) => string | undefined): ValueMap {
  const permanent = read("bonding_slave/perm_hwaddr");
  return permanent === undefined ? {} : { perm_macaddress: permanent };
}
