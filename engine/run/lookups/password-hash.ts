import { randomInt } from "node:crypto";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Fault } from "#engine/language/fault.js";
import { findFilter } from "#engine/language/filters/index.js";
import { findTest } from "#engine/language/tests/index.js";
import { failed } from "./define-lookup.js";
import type { StoredPassword } from "./password-file.js";

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./";
const SALT_SIZES: Readonly<Record<string, number>> = { md5_crypt: 8, bcrypt: 22, sha256_crypt: 16, sha512_crypt: 16 };

/** A new salt for a scheme; as long as the scheme takes it, unless `size` says another length. */
export function saltFor(scheme: string, size?: number): string {
  const most = (Object.hasOwn(SALT_SIZES, scheme) ? SALT_SIZES[scheme] : undefined) ?? 8;
  return Array.from({ length: size ?? most }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** The password's hash by the scheme that `encrypt` names: sha512_crypt, sha256_crypt, bcrypt and whatever else the filter password_hash knows. */
export function hashedPassword(scheme: string, { password, salt, ident }: StoredPassword): Result<Secret, Diagnostic> {
  const filter = findFilter("password_hash");
  if (filter === undefined) throw new Error("the language has a filter password_hash");
  const args = new Map([["hashtype", scheme.replace(/_crypt$/, "")], ["salt", salt ?? saltFor(scheme)], ...(ident === undefined ? [] : [["ident", ident] as const])].filter(([name = ""]) => Object.hasOwn(filter.params, name)) as [string, string][]);
  const hash = filter.run(password, args, { scope: NO_SCOPE, rest: [], named: {}, filter: findFilter, test: findTest });
  if (hash instanceof Fault) return failed(`the password cannot be hashed by "${scheme}"`, "Use sha512_crypt, sha256_crypt or bcrypt, and look at the salt in the password file");
  return hash instanceof Secret ? ok(hash) : failed(`the password cannot be hashed by "${scheme}"`);
}

const NO_SCOPE = { get: () => undefined, names: () => [] };
