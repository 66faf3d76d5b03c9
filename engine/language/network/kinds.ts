import { isInside, parseAddress, prefixOfMask, maskOf, type Address } from "./address.js";

const networks = (...texts: readonly string[]) => texts.map(parseAddress).filter((each) => each !== undefined);

const PRIVATE = networks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "239.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fec0::/10", "fe80::/10");
const LOOPBACK = networks("127.0.0.0/8", "::1/128");
const MULTICAST = networks("224.0.0.0/4", "ff00::/8");
const LINK_LOCAL = networks("169.254.0.0/16", "fe80::/10");

/** What Python's module ipaddress counts as private, beyond what others do: the special registries of IANA. */
const SPECIAL = networks("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29", "192.0.0.170/31", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
  "::1/128", "::/128", "::ffff:0:0/96", "100::/64", "2001::/23", "2001:2::/48", "2001:db8::/32", "2001:10::/28", "fc00::/7", "fe80::/10");
const SHARED = networks("100.64.0.0/10");
const RESERVED = networks("240.0.0.0/4", "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3", "8000::/3", "a000::/3", "c000::/3", "e000::/4", "f000::/5", "f800::/6", "fe00::/9");

const isIn = (ranges: readonly Address[]) => (address: Address) => ranges.some((range) => isInside(address, range));

/** The kinds of addresses as the library netaddr, which Ansible asks, tells them apart (IANA's registries). */
export const isPrivate = isIn(PRIVATE);
export const isLoopback = isIn(LOOPBACK);
export const isMulticast = isIn(MULTICAST);
export const isLinkLocal = isIn(LINK_LOCAL);

/** The kinds as Python's module ipaddress tells them apart, which the tests of ansible.utils ask. */
export const isPrivateNetwork = isIn(SPECIAL);
export const isReserved = isIn(RESERVED);

/** Neither private nor shared among the customers of a provider. */
export function isGlobal(address: Address): boolean {
  return !isPrivateNetwork(address) && !isIn(SHARED)(address);
}

/** Neither multicast nor private, loopback, or a mask. */
export function isPublic(address: Address): boolean {
  const { value, bits } = address;
  const isMask = prefixOfMask(value, bits) !== undefined || prefixOfMask(value ^ maskOf(bits, bits), bits) !== undefined;
  return !isMulticast(address) && !isPrivate(address) && !isLoopback(address) && !isMask;
}
