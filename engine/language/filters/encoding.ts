import { createHash, getHashes } from "node:crypto";
import { didYouMean } from "#engine/core/suggest.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { anyText, optional, text } from "../reading.js";

/** Filters that encode and digest. */
export const encodingFilters: Readonly<Record<string, Definition>> = {
  b64encode: define({ doc: "b64encode(encoding='utf-8'): as base64.", input: anyText, params: { encoding: optional(text, "utf-8") }, apply: (value) => Buffer.from(value).toString("base64") }),
  b64decode: define({ doc: "b64decode(encoding='utf-8'): from base64.", input: text, params: { encoding: optional(text, "utf-8") }, apply: (value) => Buffer.from(value, "base64").toString() }),
  hash: define({ doc: "hash(hashtype='sha1'): the digest in hexadecimal.", input: anyText, params: { hashtype: optional(text, "sha1") }, apply: (value, { hashtype }) => digest(value, hashtype) }),
  checksum: define({ doc: "checksum: the SHA-1 digest in hexadecimal.", input: anyText, apply: (value) => digest(value, "sha1") }),
  md5: define({ doc: "md5: the MD5 digest in hexadecimal.", input: anyText, apply: (value) => digest(value, "md5") }),
  sha1: define({ doc: "sha1: the SHA-1 digest in hexadecimal.", input: anyText, apply: (value) => digest(value, "sha1") }),
};

function digest(value: string, algorithm: string): string | Fault {
  if (!getHashes().includes(algorithm)) return new Fault("unknown-hash", `There is no hash "${algorithm}"`, { hint: didYouMean(algorithm, ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]) });
  return createHash(algorithm).update(value).digest("hex");
}
