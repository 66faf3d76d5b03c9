import { isInside, parseAddress, prefixOfMask, maskOf, type Address } from "./address.js";

const networks = (...texts: readonly string[]) => texts.map(parseAddress).filter((each) => each !== undefined);

const PRIVATE = networks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "239.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fec0::/10", "fe80::/10");
const LOOPBACK = networks("127.0.0.0/8", "::1/128");
const MULTICAST = networks("224.0.0.0/4", "ff00::/8");
const LINK_LOCAL = networks("169.254.0.0/16", "fe80::/10");

const isIn = (ranges: readonly Address[]) => (address: Address) => ranges.some((range) => isInside(address, range));

/** The kinds of addresses as the library netaddr, which Ansible asks, tells them apart (IANA's registries). */
export const isPrivate = isIn(PRIVATE);
export const isLoopback = isIn(LOOPBACK);
export const isMulticast = isIn(MULTICAST);
export const isLinkLocal = isIn(LINK_LOCAL);

/** Neither multicast nor private, loopback, or a mask. */
export function isPublic(address: Address): boolean {
  const { value, bits } = address;
  const isMask = prefixOfMask(value, bits) !== undefined || prefixOfMask(value ^ maskOf(bits, bits), bits) !== undefined;
  return !isMulticast(address) && !isPrivate(address) && !isLoopback(address) && !isMask;
}
