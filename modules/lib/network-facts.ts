import type { ValueMap } from "#engine/core/value.js";

interface Address {
  readonly device: string;
  readonly family: string;
  readonly address: string;
  readonly prefix: number;
  readonly scope: string;
}

interface Link {
  readonly name: string;
  readonly mtu: number;
  readonly active: boolean;
  readonly macaddress: string;
}

/** What the script printed of the network, as lines. */
export interface NetworkLines {
  /** `ip -o addr show` (ip-address(8)) */
  readonly addresses: readonly string[];
  /** `ip -o route show default`, and the same with -6 (ip-route(8)) */
  readonly routes: readonly string[];
  /** Name, MTU, state and MAC address of each, from /sys/class/net (sysfs-class-net) */
  readonly links: readonly string[];
}

/** Addresses and links under Ansible's names. */
export function networkFacts(lines: NetworkLines): ValueMap {
  const addresses = lines.addresses.flatMap(addressOf);
  const links = lines.links.map(linkOf);
  const devices = [...new Set([...addresses.map(({ device }) => device), ...links.map(({ name }) => name)])];
  const others = addresses.filter(({ device }) => device !== "lo");
  const all = (family: string): readonly string[] => others.filter((each) => each.family === family).map(({ address }) => address);
  return {
    interfaces: devices, all_ipv4_addresses: all("inet"), all_ipv6_addresses: all("inet6"),
    default_ipv4: defaultAddress("inet", { addresses: others, routes: lines.routes, links }), default_ipv6: defaultAddress("inet6", { addresses: others, routes: lines.routes, links }),
    ...Object.fromEntries(devices.map((device) => [device.replaceAll(/[^A-Za-z0-9_]/g, "_"), deviceFacts(device, addresses, links)])),
  };
}

function addressOf(line: string): Address[] {
  const match = /^\d+:\s+(\S+)\s+(inet6?)\s+([0-9a-f.:]+)\/(\d+)(?:.*\bscope (\w+))?/.exec(line);
  if (match === null) return [];
  const [, device = "", family = "", address = "", prefix = "", scope = "global"] = match;
  return [{ device: device.split("@")[0] ?? device, family, address, prefix: Number(prefix), scope }];
}

function linkOf(line: string): Link {
  const [name = "", mtu = "0", state = "", macaddress = ""] = line.split(" ");
  return { name, mtu: Number(mtu), active: state === "up" || (state === "unknown" && name === "lo"), macaddress };
}

interface Network {
  readonly addresses: readonly Address[];
  readonly routes: readonly string[];
  readonly links: readonly Link[];
}

function defaultAddress(family: string, { addresses, routes, links }: Network): ValueMap {
  const isSix = (route: string): boolean => / via [0-9a-f]*:/.test(route) || route.includes(" pref ");
  const route = routes.find((each) => isSix(each) === (family === "inet6")) ?? "";
  const word = (name: string): string | undefined => new RegExp(` ${name} (\\S+)`).exec(route)?.[1];
  const [device, gateway, source] = [word("dev"), word("via"), word("src")];
  const found = addresses.find((each) => each.family === family && each.device === device && each.scope === "global" && (source === undefined || each.address === source));
  if (found === undefined) return {};
  const link = links.find(({ name }) => name === found.device);
  return {
    interface: found.device, type: "ether", ...(gateway !== undefined && { gateway }), ...addressFacts(found),
    ...(link !== undefined && { macaddress: link.macaddress, mtu: link.mtu }), ...(family === "inet" && { alias: found.device }),
  };
}

function addressFacts({ family, address, prefix, scope }: Address): ValueMap {
  if (family === "inet6") return { address, prefix: String(prefix), scope };
  const mask = maskOf(prefix);
  const number = numberOf(address);
  return {
    address, prefix: String(prefix), netmask: dotted(mask), network: dotted(number & mask),
    broadcast: prefix > 30 || scope === "host" ? "" : dotted(number | ~mask),
  };
}

function deviceFacts(device: string, addresses: readonly Address[], links: readonly Link[]): ValueMap {
  const own = addresses.filter((each) => each.device === device);
  const ipv4 = own.filter(({ family }) => family === "inet").map(addressFacts);
  const link = links.find(({ name }) => name === device);
  return {
    device, ...(link !== undefined && { active: link.active, mtu: link.mtu, ...(device !== "lo" && { macaddress: link.macaddress }) }),
    ...(ipv4[0] !== undefined && { ipv4: ipv4[0] }), ...(ipv4.length > 1 && { ipv4_secondaries: ipv4.slice(1) }),
    ipv6: own.filter(({ family }) => family === "inet6").map(addressFacts),
  };
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => (sum << 8) | Number(part), 0);
}

/** 24 -> 0xffffff00 */
function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : -1 << (32 - prefix);
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}
