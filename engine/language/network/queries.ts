import type { Value } from "#engine/core/value.js";
import { Fault, typeFault } from "../fault.js";
import { isInside, lastOf, maskOf, networkOf, parseAddress, sizeOf, writeAddress, writeNetwork, type Address } from "./address.js";
import { isLinkLocal, isLoopback, isMulticast, isPrivate, isPublic } from "./kinds.js";

/** What a question about an address gives: null when it has no answer, as the filters of ansible.utils. `given` is the address as it was written. */
type Query = (address: Address, given: string) => Value | Fault;

const ip = ({ value, bits }: Address) => writeAddress(value, bits);
const isNetwork = (a: Address) => a.prefix < a.bits && a.value === networkOf(a);
/** A network of two addresses (RFC 3021) or one has no broadcast address. */
const hasBroadcast = (a: Address) => a.bits - a.prefix > 1;
const when = (test: (address: Address) => boolean): Query => (a, given) => test(a) ? given : null;
const inNetwork = (ask: (address: Address) => Value): Query => (a) => a.hasPrefix ? ask(a) : typeFault("It is not an address with a network", "Write it with its prefix, such as 10.0.0.1/24.");
const mask = (a: Address) => writeAddress(maskOf(a.prefix, a.bits), a.bits);
const wildcard = (a: Address) => writeAddress(maskOf(a.bits, a.bits) ^ maskOf(a.prefix, a.bits), a.bits);
const network = (a: Address) => writeAddress(networkOf(a), a.bits);
const subnet = (a: Address) => writeNetwork({ ...a, value: networkOf(a) });
const addressWithPrefix: Query = (a) => sizeOf(a) > 2n && (a.value === networkOf(a) || a.value === lastOf(a)) ? false : writeNetwork(a);
const address: Query = (a) => isNetwork(a) && hasBroadcast(a) && a.bits === 32 ? null : ip(a);

/** The first and the last address that a host can have. */
export function usableRange(a: Address): readonly [first: bigint, last: bigint] | undefined {
  if (sizeOf(a) === 1n) return undefined;
  return sizeOf(a) === 2n ? [networkOf(a), lastOf(a)] : [networkOf(a) + 1n, lastOf(a) - 1n];
}

/** The address so many places further, if a host can have it. */
export function usableNeighbour(a: Address, offset: bigint): string | null {
  const range = usableRange(a);
  const value = a.value + offset;
  return range !== undefined && value >= range[0] && value <= range[1] ? writeAddress(value, a.bits) : null;
}

function edge(a: Address, which: 0 | 1): Value {
  const range = usableRange(a);
  return range === undefined ? null : writeAddress(range[which], a.bits);
}

function peer(a: Address): Value | Fault {
  if (sizeOf(a) === 2n) return writeAddress(a.value ^ 1n, a.bits);
  if (sizeOf(a) !== 4n) return typeFault("It is not in a network between two points", "Only networks of two or four addresses have a peer.");
  return a.value % 4n === 0n || a.value % 4n === 3n ? typeFault("The first and the last address of a /30 have no peer") : writeAddress(a.value ^ 3n, a.bits);
}

function reverseName(a: Address): string {
  if (a.bits === 32) return `${ip(a).split(".").reverse().join(".")}.in-addr.arpa.`;
  return `${Array.from(a.value.toString(16).padStart(32, "0")).reverse().join(".")}.ip6.arpa.`;
}

function toV4(a: Address, given: string): Value {
  if (a.bits === 32) return given;
  const upper = a.value >> 32n;
  return upper === 0xffffn || upper === 0n ? `${writeAddress(a.value & 0xffffffffn, 32)}/${Math.max(0, a.prefix - 96)}` : false;
}

const QUERIES: Readonly<Record<string, Query>> = {
  "": (a) => a.hasPrefix ? writeNetwork(a) : ip(a), bool: () => true, cidr: writeNetwork, address, ip: address,
  host: (a) => a.prefix === a.bits ? writeNetwork(a) : isNetwork(a) && hasBroadcast(a) ? null : writeNetwork(a),
  net: (a) => isNetwork(a) ? writeNetwork(a) : null,
  "address/prefix": addressWithPrefix, gateway: addressWithPrefix, gw: addressWithPrefix, "host/prefix": addressWithPrefix, hostnet: addressWithPrefix, router: addressWithPrefix,
  "ip/prefix": (a) => a.prefix === a.bits || (isNetwork(a) && sizeOf(a) !== 2n) ? null : writeNetwork(a),
  ip_netmask: (a) => a.prefix === a.bits || (isNetwork(a) && sizeOf(a) !== 2n) ? null : `${ip(a)} ${mask(a)}`,
  network, network_id: network, subnet, "network/prefix": subnet, netmask: mask, hostmask: wildcard, wildcard,
  network_netmask: (a) => `${network(a)} ${mask(a)}`, network_wildcard: (a) => `${network(a)} ${wildcard(a)}`,
  broadcast: (a) => hasBroadcast(a) ? writeAddress(lastOf(a), a.bits) : null,
  prefix: (a) => a.prefix, size: (a) => Number(sizeOf(a)), size_usable: (a) => Number(sizeOf(a) > 2n ? sizeOf(a) - 2n : sizeOf(a) === 2n ? 2n : 0n),
  int: (a) => a.hasPrefix ? `${a.value}/${a.prefix}` : Number(a.value), version: (a) => a.bits === 32 ? 4 : 6, type: (a) => isNetwork(a) ? "network" : "address",
  first_usable: inNetwork((a) => edge(a, 0)), last_usable: inNetwork((a) => edge(a, 1)), next_usable: inNetwork((a) => usableNeighbour(a, 1n)), previous_usable: inNetwork((a) => usableNeighbour(a, -1n)),
  range_usable: inNetwork((a) => { const range = usableRange(a); return range === undefined ? null : `${writeAddress(range[0], a.bits)}-${writeAddress(range[1], a.bits)}`; }),
  peer: (a) => a.hasPrefix ? peer(a) : typeFault("It is not an address with a network", "Write it with its prefix, such as 10.0.0.1/30."),
  private: when(isPrivate), public: when(isPublic), loopback: when(isLoopback), lo: when(isLoopback), "link-local": when(isLinkLocal), multicast: when(isMulticast), unicast: when((a) => !isMulticast(a)),
  ipv4: toV4, v4: toV4, ipv6: toV6, v6: toV6, revdns: reverseName,
  wrap: (a, given) => a.bits === 32 ? given : a.hasPrefix ? `[${ip(a)}]/${a.prefix}` : `[${ip(a)}]`,
};

function toV6(a: Address, given: string): Value {
  return a.bits === 128 ? given : `${writeAddress(a.value | (0xffffn << 32n), 128)}/${a.prefix + 96}`;
}

/** What an address answers: a part of it, the n-th address of its network, or itself when it lies in a network (else null). */
export function queryAddress(a: Address, query: string, given: string): Value | Fault {
  if (Object.hasOwn(QUERIES, query)) return QUERIES[query]?.(a, given) ?? null;
  if (/^-?\d+$/.test(query)) return a.prefix === a.bits ? (a.hasPrefix ? writeNetwork(a) : ip(a)) : nthHost(a, BigInt(query), true);
  const around = parseAddress(query);
  if (around === undefined) return new Fault("unknown-query", `"${query}" is neither a question about an address nor a network`, { hint: `Ask for ${Object.keys(QUERIES).filter((each) => each !== "").join(", ")}.` });
  return isInside(a, around) ? given : null;
}

/** The n-th address of a network, from the end when negative; false beyond it. */
export function nthHost(a: Address, index: bigint, withPrefix: boolean): string | false {
  const value = index < 0n ? lastOf(a) + 1n + index : networkOf(a) + index;
  if (value < networkOf(a) || value > lastOf(a)) return false;
  return withPrefix ? writeNetwork({ ...a, value }) : writeAddress(value, a.bits);
}
