import { isIPv4, isIPv6, BlockList } from "node:net";

/** 4 or 6 for an address or a network such as 10.0.0.0/8; undefined for anything else. */
export function ipFamily(text: string): 4 | 6 | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  if (rest.length > 0) return undefined;
  if (isIPv4(address) && (prefix === undefined || isIPv4(prefix) || isPrefix(prefix, 32))) return 4;
  return isIPv6(address) && (prefix === undefined || isPrefix(prefix, 128)) ? 6 : undefined;
}

/** The form that ufw keeps: no prefix for a single host, a network's own address, dotted masks as a prefix, IPv6 compressed. */
export function normalNetwork(text: string): string {
  const [address = "", mask] = text.toLowerCase().split("/");
  const family = ipFamily(text);
  const bits = family === 4 ? 32 : 128;
  const prefix = mask === undefined ? bits : prefixOf(mask);
  const base = family === 4 ? networkAddress(address, prefix) : compressed(address);
  return prefix === bits ? base : `${base}/${prefix}`;
}

/** Whether an address belongs to a network; never across families. */
export function holdsAddress(network: string, address: string): boolean {
  const [family, other] = [ipFamily(network), ipFamily(address)];
  if (family === undefined || family !== other) return false;
  const [base = "", prefix] = normalNetwork(network).split("/");
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(base, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), kind);
  return list.check(address, kind);
}

function isPrefix(text: string, most: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= most;
}

function prefixOf(mask: string): number {
  return isIPv4(mask) ? numberOf(mask).toString(2).padStart(32, "0").replace(/0+$/, "").length : Number(mask);
}

function networkAddress(address: string, prefix: number): string {
  const bits = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  const network = (numberOf(address) & bits) >>> 0;
  return [24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join(".");
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The URL parser writes IPv6 addresses in the form of RFC 5952. */
function compressed(address: string): string {
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
