import { createHash } from "node:crypto";

/** The two members of the family; `$5$` and `$6$` in /etc/shadow. */
export type ShaCryptKind = "sha256" | "sha512";

/** The rounds that are not written into the hash. */
export const DEFAULT_ROUNDS = 5000;

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SHAPES = { sha256: { prefix: "$5$", size: 32, third: 10 }, sha512: { prefix: "$6$", size: 64, third: 21 } } as const;

/** A password's hash for crypt(3), by Ulrich Drepper's specification "Unix crypt using SHA-256 and SHA-512" (step numbers are its own). */
export function shaCrypt(kind: ShaCryptKind, password: string, salt: string, rounds = DEFAULT_ROUNDS): string {
  const key = Buffer.from(password);
  const seasoning = Buffer.from(salt).subarray(0, 16);
  const count = Math.min(Math.max(rounds, 1000), 999_999_999);
  const p = stretched(digest(kind, Array.from({ length: key.length }, () => key)), key.length); // steps 13 to 16
  let a = firstDigest(kind, key, seasoning);
  const s = stretched(digest(kind, Array.from({ length: 16 + (a[0] ?? 0) }, () => seasoning)), seasoning.length); // steps 17 to 20
  for (let round = 0; round < count; round += 1) a = digest(kind, roundParts(round, a, { p, s })); // step 21
  const written = count === DEFAULT_ROUNDS && rounds === DEFAULT_ROUNDS ? "" : `rounds=${count}$`;
  return `${SHAPES[kind].prefix}${written}${seasoning.toString()}$${encode(kind, a)}`;
}

function digest(kind: ShaCryptKind, parts: readonly Buffer[]): Buffer {
  const hash = createHash(kind);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Steps 1 to 12. */
function firstDigest(kind: ShaCryptKind, key: Buffer, salt: Buffer): Buffer {
  const b = digest(kind, [key, salt, key]);
  const parts = [key, salt, stretched(b, key.length)];
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push((bits & 1) === 1 ? b : key);
  return digest(kind, parts);
}

function roundParts(round: number, a: Buffer, { p, s }: { p: Buffer; s: Buffer }): Buffer[] {
  const odd = round % 2 === 1;
  return [odd ? p : a, ...(round % 3 === 0 ? [] : [s]), ...(round % 7 === 0 ? [] : [p]), odd ? a : p];
}

/** A digest repeated up to this length. */
function stretched(block: Buffer, length: number): Buffer {
  return Buffer.concat(Array.from({ length: Math.ceil(length / block.length) }, () => block)).subarray(0, length);
}

/** Step 22: the bytes in an order of their own, three at a time as four characters. */
function encode(kind: ShaCryptKind, bytes: Buffer): string {
  const { third } = SHAPES[kind];
  let text = "";
  for (let i = 0; i < third; i += 1) {
    const trio = [i, i + third, i + 2 * third];
    const turn = kind === "sha512" ? i % 3 : (3 - (i % 3)) % 3;
    text += characters([0, 1, 2].map((place) => bytes[trio[(place + turn) % 3] ?? 0] ?? 0), 4);
  }
  return text + (kind === "sha512" ? characters([0, 0, bytes[63] ?? 0], 2) : characters([0, bytes[31] ?? 0, bytes[30] ?? 0], 3));
}

function characters([high = 0, middle = 0, low = 0]: readonly number[], count: number): string {
  let bits = (high << 16) | (middle << 8) | low;
  let text = "";
  for (let i = 0; i < count; i += 1) {
    text += ALPHABET.charAt(bits & 0x3f);
    bits >>= 6;
  }
  return text;
}
