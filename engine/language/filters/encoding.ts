import { createHash, getHashes } from "node:crypto";
import { didYouMean } from "#engine/core/suggest.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anyText, optional, text } from "../reading.js";

/** Filters that encode and digest. */
export const encodingFilters: Readonly<Record<string, Definition>> = {
  b64encode: define({ doc: "b64encode(encoding='utf-8'): as base64.", input: anyText, params: { encoding: optional(text, "utf-8") }, apply: (value, { encoding }) => { const bytes = encode(value, encoding); return bytes instanceof Fault ? bytes : bytes.toString("base64"); } }),
  b64decode: define({ doc: "b64decode(encoding='utf-8'): from base64.", input: text, params: { encoding: optional(text, "utf-8") }, apply: (value, { encoding }) => decode(Buffer.from(value, "base64"), encoding) }),
  hash: define({ doc: "hash(hashtype='sha1'): the digest in hexadecimal.", input: anyText, params: { hashtype: optional(text, "sha1") }, apply: (value, { hashtype }) => digest(value, hashtype) }),
  checksum: define({ doc: "checksum: the SHA-1 digest in hexadecimal.", input: anyText, apply: (value) => digest(value, "sha1") }),
  md5: define({ doc: "md5: the MD5 digest in hexadecimal.", input: anyText, apply: (value) => digest(value, "md5") }),
  sha1: define({ doc: "sha1: the SHA-1 digest in hexadecimal.", input: anyText, apply: (value) => digest(value, "sha1") }),
};

/** Python's names of hashes that OpenSSL calls otherwise. */
const HASHES: Readonly<Record<string, string>> = { blake2b: "blake2b512", blake2s: "blake2s256", sha3_224: "sha3-224", sha3_256: "sha3-256", sha3_384: "sha3-384", sha3_512: "sha3-512" };

function digest(value: string, algorithm: string): string | Fault {
  const name = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] ?? algorithm : algorithm;
  if (!getHashes().includes(name)) return new Fault("unknown-hash", `There is no hash "${algorithm}"`, { hint: didYouMean(algorithm, ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]) });
  return createHash(name).update(value).digest("hex");
}

/** The encodings that Node can write, by Python's names without hyphens. */
const WRITABLE: Readonly<Record<string, BufferEncoding>> = { utf8: "utf8", ascii: "ascii", usascii: "ascii", latin1: "latin1", iso88591: "latin1", utf16le: "utf16le" };

function encode(value: string, encoding: string): Buffer | Fault {
  const plain = encoding.toLowerCase().replace(/[-_]/g, "");
  const name = Object.hasOwn(WRITABLE, plain) ? WRITABLE[plain] : undefined;
  if (plain === "utf16") return Buffer.from(`\ufeff${value}`, "utf16le");
  if (plain === "utf16be") return Buffer.from(value, "utf16le").swap16();
  if (name === undefined) return unknownEncoding(encoding);
  const highest = name === "ascii" ? 0x7f : name === "latin1" ? 0xff : Infinity;
  const foreign = Array.from(value).find((character) => (character.codePointAt(0) ?? 0) > highest);
  return foreign === undefined ? Buffer.from(value, name) : typeFault(`"${foreign}" does not exist in the encoding ${encoding}`);
}

function decode(bytes: Buffer, encoding: string): string | Fault {
  const plain = encoding.toLowerCase().replace(/[-_]/g, "");
  if (plain === "latin1" || plain === "iso88591") return bytes.toString("latin1");
  try {
    return new TextDecoder(encoding.toLowerCase().replaceAll("_", "-"), { ignoreBOM: /^utf-?8$/i.test(encoding) }).decode(bytes);
  } catch {
    return unknownEncoding(encoding);
  }
}

function unknownEncoding(encoding: string): Fault {
  return new Fault("unknown-encoding", `There is no encoding "${encoding}"`, { hint: "The usual ones are utf-8, latin-1, ascii, utf-16-le and utf-16-be." });
}
