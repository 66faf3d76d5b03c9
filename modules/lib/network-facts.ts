import type { ValueMap } from "#engine/core/value.js";

interface Address {
  readonly device: string;
  readonly family: string;
  readonly address: string;
  readonly prefix: number;
}

/** Addresses, from `ip -o addr show` and `ip -o route show default` (ip-address(8), ip-route(8)). */
export function networkFacts(addressLines: readonly string[], routeLines: readonly string[]): ValueMap {
  const addresses = addressLines.flatMap(addressOf);
  const devices = [...new Set(addresses.map(({ device }) => device))];
  const outside = addresses.filter(({ device, address }) => device !== "lo" && !address.startsWith("fe80:"));
  return {
    interfaces: devices,
    all_ipv4_addresses: outside.filter(({ family }) => family === "inet").map(({ address }) => address),
    all_ipv6_addresses: addresses.filter(({ device, family }) => device !== "lo" && family === "inet6").map(({ address }) => address),
    default_ipv4: defaultAddress(outside, routeLines),
    ...Object.fromEntries(devices.map((device) => [device.replaceAll(/[^A-Za-z0-9_]/g, "_"), deviceFacts(device, addresses)])),
  };
}

function addressOf(line: string): Address[] {
  const match = /^\d+:\s+(\S+)\s+(inet6?)\s+([0-9a-f.:]+)\/(\d+)/.exec(line);
  if (match === null) return [];
  const [, device = "", family = "", address = "", prefix = ""] = match;
  return [{ device: device.split("@")[0] ?? device, family, address, prefix: Number(prefix) }];
}

function defaultAddress(addresses: readonly Address[], routes: readonly string[]): ValueMap {
  const route = routes[0] ?? "";
  const device = / dev (\S+)/.exec(route)?.[1];
  const gateway = / via (\S+)/.exec(route)?.[1];
  const source = / src (\S+)/.exec(route)?.[1];
  const found = addresses.find((each) => each.family === "inet" && each.device === device && (source === undefined || each.address === source));
  if (found === undefined) return {};
  return { address: found.address, interface: found.device, prefix: String(found.prefix), netmask: netmask(found.prefix), ...(gateway !== undefined && { gateway }) };
}

function deviceFacts(device: string, addresses: readonly Address[]): ValueMap {
  const own = addresses.filter((each) => each.device === device);
  const ipv4 = own.find(({ family }) => family === "inet");
  return {
    device,
    ...(ipv4 !== undefined && { ipv4: { address: ipv4.address, prefix: String(ipv4.prefix), netmask: netmask(ipv4.prefix) } }),
    ipv6: own.filter(({ family }) => family === "inet6").map(({ address, prefix }) => ({ address, prefix: String(prefix) })),
  };
}

/** 24 -> 255.255.255.0 */
function netmask(prefix: number): string {
  const bits = prefix === 0 ? 0 : (2 ** 32 - 2 ** (32 - prefix)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");
}
