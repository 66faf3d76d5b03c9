import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import type { Envelope } from "./envelope.js";

/** What a password and a salt make: the key of the cipher, the key of the HMAC, and the first counter block. */
export interface VaultKeys {
  readonly cipher: Uint8Array;
  readonly hmac: Uint8Array;
  readonly counter: Uint8Array;
}

/** PBKDF2-HMAC-SHA256 with the rounds that Ansible has fixed for AES256: about 6 ms. */
export function deriveKeys(password: Uint8Array, salt: Uint8Array): VaultKeys {
  const all = pbkdf2Sync(password, salt, ROUNDS, 80, "sha256");
  return { cipher: all.subarray(0, 32), hmac: all.subarray(32, 64), counter: all.subarray(64, 80) };
}

const ROUNDS = 10_000;

/** AES-256 in counter mode over the plain bytes padded as PKCS7 has it, and the HMAC of the result. */
export function encrypt(plain: Uint8Array, keys: VaultKeys): Pick<Envelope, "hmac" | "ciphertext"> {
  const rest = BLOCK - plain.length % BLOCK;
  const cipher = createCipheriv("aes-256-ctr", keys.cipher, keys.counter);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(rest, rest)), cipher.final()]);
  return { ciphertext, hmac: hmacOf(ciphertext, keys) };
}

const BLOCK = 16;

/** The plain bytes; undefined when the HMAC does not fit: another password, or the text was changed. */
export function decrypt({ hmac, ciphertext }: Pick<Envelope, "hmac" | "ciphertext">, keys: VaultKeys): Uint8Array | undefined {
  const own = hmacOf(ciphertext, keys);
  if (own.length !== hmac.length || !timingSafeEqual(own, hmac)) return undefined;
  const cipher = createDecipheriv("aes-256-ctr", keys.cipher, keys.counter);
  return withoutPadding(Buffer.concat([cipher.update(ciphertext), cipher.final()]));
}

function hmacOf(ciphertext: Uint8Array, { hmac }: VaultKeys): Buffer {
  return createHmac("sha256", hmac).update(ciphertext).digest();
}

function withoutPadding(padded: Uint8Array): Uint8Array | undefined {
  const rest = padded.at(-1) ?? 0;
  const isPadding = rest >= 1 && rest <= BLOCK && padded.subarray(-rest).every((byte) => byte === rest);
  return isPadding ? padded.subarray(0, -rest) : undefined;
}
