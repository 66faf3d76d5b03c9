import { createHash } from "node:crypto";

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Which bytes of the digest go into each four characters. */
const ORDER = [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5]] as const;

/**
 * A password's hash for crypt(3) by the method MD5, `$1$` in /etc/shadow (crypt(5)). Broken since long: for devices that know nothing better.
 * The salt has at most eight characters.
 */
export function md5Crypt(password: string, salt: string): string {
  const key = Buffer.from(password);
  const seasoning = Buffer.from(salt);
  const inner = digest([key, seasoning, key]);
  const parts = [key, Buffer.from("$1$"), seasoning, ...Array.from({ length: Math.floor(key.length / 16) }, () => inner), inner.subarray(0, key.length % 16)];
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push((bits & 1) === 1 ? Buffer.from([0]) : key.subarray(0, 1));
  let current = digest(parts);
  for (let round = 0; round < 1000; round += 1) {
    const odd = round % 2 === 1;
    current = digest([odd ? key : current, ...(round % 3 === 0 ? [] : [seasoning]), ...(round % 7 === 0 ? [] : [key]), odd ? current : key]);
  }
  return `$1$${salt}$${encode(current)}`;
}

function digest(parts: readonly Buffer[]): Buffer {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function encode(bytes: Buffer): string {
  const groups = ORDER.map(([high, middle, low]) => characters((byte(bytes, high) << 16) | (byte(bytes, middle) << 8) | byte(bytes, low), 4));
  return groups.join("") + characters(byte(bytes, 11), 2);
}

function byte(bytes: Buffer, index: number): number {
  return bytes[index] ?? 0;
}

/** Six bits a character, the lowest first. */
function characters(bits: number, count: number): string {
  return Array.from({ length: count }, (_, index) => ALPHABET[(bits >> (6 * index)) & 0x3f]).join("");
}
