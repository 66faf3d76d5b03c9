import type { Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";

/** An IP address, perhaps with the length of its network's prefix. */
export interface Address {
  readonly value: bigint;
  /** 32 or 128. */
  readonly bits: number;
  readonly prefix: number;
  /** Whether the prefix was written. */
  readonly hasPrefix: boolean;
}

/** Reads `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `2001:db8::1/64`; undefined when it is none of these. */
export function parseAddress(text: string): Address | undefined {
  const [head = "", tail, ...more] = text.trim().split("/");
  const value = readV4(head) ?? readV6(head);
  if (value === undefined || more.length > 0) return undefined;
  const bits = head.includes(":") ? 128 : 32;
  const prefix = tail === undefined ? bits : readPrefix(tail, bits);
  return prefix === undefined ? undefined : { value, bits, prefix, hasPrefix: tail !== undefined };
}

function readV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function readV6(text: string): bigint | undefined {
  const [left = "", right, ...more] = text.split("::");
  if (more.length > 0 || !/^[\da-fA-F:]*$/.test(text)) return undefined;
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function readPrefix(text: string, bits: number): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= bits ? Number(text) : undefined;
  const mask = bits === 32 ? readV4(text) : undefined;
  if (mask === undefined) return undefined;
  const ones = mask.toString(2).padStart(32, "0").indexOf("0");
  const prefix = ones === -1 ? 32 : ones;
  return maskOf(prefix, 32) === mask ? prefix : undefined;
}

function maskOf(prefix: number, bits: number): bigint {
  return ((1n << BigInt(bits)) - 1n) ^ ((1n << BigInt(bits - prefix)) - 1n);
}

function write(value: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const longest = [...groups.join(":").matchAll(/\b0(?::0)+\b/g)].reduce((best, match) => match[0].length > best.length ? match[0] : best, "");
  return longest === "" ? groups.join(":") : groups.join(":").replace(longest, ":").replace(/:{3,}/, "::").replace(/^:(?!:)/, "::").replace(/(?<!:):$/, "::");
}

type Query = (address: Address, network: bigint, last: bigint) => Value;

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128"];

const QUERIES: Readonly<Record<string, Query>> = {
  "": (a) => a.hasPrefix ? `${write(a.value, a.bits)}/${a.prefix}` : write(a.value, a.bits),
  address: (a, network) => a.hasPrefix && a.prefix < a.bits && a.value === network ? null : write(a.value, a.bits),
  ip: (a) => write(a.value, a.bits),
  network: (a, network) => write(network, a.bits), "network/prefix": (a, network) => `${write(network, a.bits)}/${a.prefix}`,
  subnet: (a, network) => `${write(network, a.bits)}/${a.prefix}`, "host/prefix": (a) => `${write(a.value, a.bits)}/${a.prefix}`, cidr: (a) => `${write(a.value, a.bits)}/${a.prefix}`,
  prefix: (a) => a.prefix, netmask: (a) => write(maskOf(a.prefix, a.bits), a.bits), broadcast: (a, _, last) => a.prefix >= a.bits - 1 ? null : write(last, a.bits),
  size: (a) => Number(1n << BigInt(a.bits - a.prefix)), int: (a) => Number(a.value), version: (a) => a.bits === 32 ? 4 : 6, type: (a, network) => a.prefix < a.bits && a.value === network ? "network" : "address",
  first_usable: (a, network) => write(a.prefix >= a.bits - 1 ? network : network + 1n, a.bits), last_usable: (a, _, last) => write(a.prefix >= a.bits - 1 ? last : last - 1n, a.bits),
  host: (a, network) => a.hasPrefix && a.prefix < a.bits && a.value === network ? false : write(a.value, a.bits) + (a.hasPrefix ? `/${a.prefix}` : ""),
  net: (a, network) => a.hasPrefix && a.value === network ? `${write(network, a.bits)}/${a.prefix}` : false,
  private: (a) => isPrivate(a) ? QUERIES[""]?.(a, 0n, 0n) ?? false : false, public: (a) => isPrivate(a) ? false : QUERIES[""]?.(a, 0n, 0n) ?? false,
  ipv4: (a) => a.bits === 32 ? QUERIES[""]?.(a, 0n, 0n) ?? false : false, ipv6: (a) => a.bits === 128 ? QUERIES[""]?.(a, 0n, 0n) ?? false : false,
  revdns: (a) => a.bits === 32 ? `${write(a.value, 32).split(".").reverse().join(".")}.in-addr.arpa.` : `${Array.from(a.value.toString(16).padStart(32, "0")).reverse().join(".")}.ip6.arpa.`,
};

/** What an address answers: a part of it, the n-th address of its network, or itself when it lies in a network. */
export function queryAddress(address: Address, query: string): Value | Fault {
  const network = address.value & maskOf(address.prefix, address.bits);
  const last = network | ((1n << BigInt(address.bits - address.prefix)) - 1n);
  if (Object.hasOwn(QUERIES, query)) return QUERIES[query]?.(address, network, last) ?? null;
  if (/^-?\d+$/.test(query)) return nth(address, BigInt(query), { network, last });
  const around = parseAddress(query);
  if (around === undefined) return new Fault("unknown-query", `"${query}" is neither a question about an address nor a network`, { hint: `Ask for ${Object.keys(QUERIES).filter((each) => each !== "").join(", ")}.` });
  return isInside(address, around) ? QUERIES[""]?.(address, network, last) ?? false : false;
}

function nth(address: Address, index: bigint, { network, last }: { network: bigint; last: bigint }): Value {
  const value = index < 0n ? last + 1n + index : network + index;
  return value < network || value > last ? false : `${write(value, address.bits)}/${address.prefix}`;
}

function isInside(address: Address, around: Address): boolean {
  const mask = maskOf(around.prefix, around.bits);
  return address.bits === around.bits && address.prefix >= around.prefix && (address.value & mask) === (around.value & mask);
}

function isPrivate(address: Address): boolean {
  return PRIVATE.map(parseAddress).some((around) => around !== undefined && isInside(address, around));
}
