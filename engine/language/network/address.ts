/** An IP address, perhaps with the length of its network's prefix. */
export interface Address {
  readonly value: bigint;
  /** 32 or 128. */
  readonly bits: 32 | 128;
  readonly prefix: number;
  /** Whether the prefix was written: then it is an address in a network, or the network itself. */
  readonly hasPrefix: boolean;
}

/** Reads `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `2001:db8::1/64`, `::ffff:10.0.0.1`; undefined when it is none of these. */
export function parseAddress(text: string): Address | undefined {
  const [head = "", tail, ...more] = text.trim().split("/");
  const v4 = readV4(head);
  const value = v4 ?? readV6(head);
  if (value === undefined || more.length > 0) return undefined;
  const bits = v4 === undefined ? 128 : 32;
  const prefix = tail === undefined ? bits : readPrefix(tail, bits);
  return prefix === undefined ? undefined : { value, bits, prefix, hasPrefix: tail !== undefined };
}

function readV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

/** IPv6, whose last four bytes may be written as IPv4 (RFC 4291, 2.2). */
function readV6(text: string): bigint | undefined {
  const last = /[^:]*$/.exec(text)?.[0] ?? "";
  const v4 = last.includes(".") ? readV4(last) : undefined;
  if (last.includes(".") && v4 === undefined) return undefined;
  return readGroups(v4 === undefined ? text : `${text.slice(0, -last.length)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`);
}

function readGroups(text: string): bigint | undefined {
  const [left = "", right, ...more] = text.split("::");
  if (more.length > 0 || !/^[\da-fA-F:]+$/.test(text)) return undefined;
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group)) ? groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) : undefined;
}

/** A number of bits, a netmask, or the opposite of one. */
function readPrefix(text: string, bits: 32 | 128): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= bits ? Number(text) : undefined;
  const mask = bits === 32 ? readV4(text) : readV6(text);
  return mask === undefined ? undefined : prefixOfMask(mask, bits) ?? prefixOfMask(mask ^ maskOf(bits, bits), bits);
}

/** The length of the prefix of a netmask; undefined when it is none. */
export function prefixOfMask(mask: bigint, bits: number): number | undefined {
  const ones = mask.toString(2).padStart(bits, "0").indexOf("0");
  const prefix = ones === -1 ? bits : ones;
  return maskOf(prefix, bits) === mask ? prefix : undefined;
}

/** The netmask of a prefix. */
export function maskOf(prefix: number, bits: number): bigint {
  return ((1n << BigInt(bits)) - 1n) ^ ((1n << BigInt(bits - prefix)) - 1n);
}

/** The first address of the network. */
export function networkOf({ value, prefix, bits }: Address): bigint {
  return value & maskOf(prefix, bits);
}

/** The last address of the network. */
export function lastOf(address: Address): bigint {
  return networkOf(address) | ((1n << BigInt(address.bits - address.prefix)) - 1n);
}

/** How many addresses the network has. */
export function sizeOf({ bits, prefix }: Address): bigint {
  return 1n << BigInt(bits - prefix);
}

/** An address as it is written (RFC 5952). */
export function writeAddress(value: bigint, bits: number): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  if (value >> 32n === 0xffffn) return `::ffff:${writeAddress(value & 0xffffffffn, 32)}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const { start, length } = longestZeros(groups);
  return length < 2 ? groups.join(":") : `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let run = 0;
  for (const [index, group] of groups.entries()) {
    run = group === "0" ? run + 1 : 0;
    if (run > best.length) best = { start: index - run + 1, length: run };
  }
  return best;
}

/** `address/prefix`. */
export function writeNetwork({ value, bits, prefix }: Pick<Address, "value" | "bits" | "prefix">): string {
  return `${writeAddress(value, bits)}/${prefix}`;
}

/** Whether an address, or a whole network, lies in another network. */
export function isInside(address: Address, around: Address): boolean {
  const mask = maskOf(around.prefix, around.bits);
  return address.bits === around.bits && address.prefix >= around.prefix && (address.value & mask) === (around.value & mask);
}
