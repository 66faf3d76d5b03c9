import type { Value } from "#engine/core/value.js";
import { Fault, typeFault } from "../fault.js";
import { isInside, lastOf, maskOf, networkOf, parseAddress, sizeOf, writeNetwork, type Address } from "./address.js";

/** An address alone counts as itself, an address with a prefix as its network. */
function asNetwork(a: Address): Address {
  return { ...a, value: networkOf(a), hasPrefix: true };
}

/**
 * The filter ipsubnet of ansible.utils: without a query the network; with a length how many such networks fit into it, or with an index the
 * one with that number; of an address the network of that length around it; with a network the place among its subnetworks.
 */
export function ipsubnet(a: Address, query: string, index: number | undefined): Value | Fault {
  const network = asNetwork(a);
  if (query === "") return writeNetwork(network);
  if (!/^\d+$/.test(query)) return placeIn(network, query);
  const prefix = Number(query);
  if (prefix > a.bits) return false;
  return network.prefix === network.bits ? around(network, prefix, index) : within(network, prefix, index);
}

function within(network: Address, prefix: number, index: number | undefined): Value | Fault {
  if (prefix < network.prefix) return index === undefined ? typeFault(`A network of /${network.prefix} has no networks of /${prefix} in it`) : false;
  const count = 1n << BigInt(prefix - network.prefix);
  if (index === undefined) return String(count);
  const at = index < 0 ? BigInt(index) + count : BigInt(index);
  return at < 0n || at >= count ? false : writeNetwork({ ...network, value: network.value + (at << BigInt(network.bits - prefix)), prefix });
}

/** The networks around an address, from this prefix to the address itself. */
function around(address: Address, prefix: number, index = 0): Value {
  const at = index < 0 ? address.bits + index : prefix + index;
  return at < prefix || at >= address.bits ? false : writeNetwork(asNetwork({ ...address, prefix: at }));
}

function placeIn(network: Address, query: string): Value | Fault {
  const outer = parseAddress(query);
  if (outer === undefined) return typeFault(`"${query}" is neither a length of a prefix nor a network`);
  if (!isInside(network, outer)) return new Fault("not-found", `${writeNetwork(network)} is not in ${query}`);
  return String(((network.value - networkOf(outer)) >> BigInt(network.bits - network.prefix)) + 1n);
}

/** The fewest networks that hold the same addresses. */
export function mergeNetworks(addresses: readonly Address[]): readonly string[] {
  const ranges = addresses.map((a) => ({ bits: a.bits, first: networkOf(a), last: lastOf(a) })).sort((a, b) => a.bits - b.bits || compare(a.first, b.first));
  const merged: typeof ranges = [];
  for (const range of ranges) {
    const before = merged.at(-1);
    if (before?.bits === range.bits && range.first <= before.last + 1n) merged[merged.length - 1] = { ...before, last: range.last > before.last ? range.last : before.last };
    else merged.push(range);
  }
  return merged.flatMap(({ bits, first, last }) => cover(bits, first, last));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

function cover(bits: 32 | 128, from: bigint, last: bigint): string[] {
  const all: string[] = [];
  let first = from;
  while (first <= last) {
    let size = 1n;
    let prefix = bits as number;
    while (prefix > 0 && first % (size * 2n) === 0n && first + size * 2n - 1n <= last) {
      size *= 2n;
      prefix -= 1;
    }
    all.push(writeNetwork({ value: first, bits, prefix }));
    first += size;
  }
  return all;
}

/** The smallest network that holds all of them; undefined for IPv4 and IPv6 together. */
export function spanningNetwork(addresses: readonly Address[]): string | undefined {
  const [one] = addresses;
  if (one === undefined || addresses.some(({ bits }) => bits !== one.bits)) return undefined;
  const first = addresses.map(networkOf).reduce((a, b) => a < b ? a : b);
  const last = addresses.map(lastOf).reduce((a, b) => a > b ? a : b);
  let prefix: number = one.bits;
  while (prefix > 0 && (first & maskOf(prefix, one.bits)) !== (last & maskOf(prefix, one.bits))) prefix -= 1;
  return writeNetwork({ value: first & maskOf(prefix, one.bits), bits: one.bits, prefix });
}

/** Every address of a network; a fault when there are too many to write down. */
export function addressesOf(a: Address): readonly bigint[] | Fault {
  if (sizeOf(a) > 65_536n) return new Fault("too-large", `The network has ${sizeOf(a)} addresses, at most 65536 can be listed`);
  return Array.from({ length: Number(sizeOf(a)) }, (_, index) => networkOf(a) + BigInt(index));
}
