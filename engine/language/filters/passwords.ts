import { randomBytes } from "node:crypto";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { integer, maybe, optional, text } from "../reading.js";
import { DEFAULT_ROUNDS, shaCrypt } from "../sha-crypt.js";

/** Filters that hash passwords. */
export const passwordFilters: Readonly<Record<string, Definition>> = {
  password_hash: define({
    doc: "password_hash(hashtype='sha512', salt, rounds=5000): for /etc/shadow; sha512 or sha256. Without a salt a new one is made each time, and with it another hash: give one, so that a second run changes nothing.",
    input: text, params: { hashtype: optional(text, "sha512"), salt: maybe(text), salt_size: maybe(integer), rounds: maybe(integer) }, named: true,
    apply: (password, { hashtype, salt, salt_size: size, rounds }) => hashPassword(password, hashtype, { salt: salt ?? randomSalt(size ?? 16), rounds: rounds ?? DEFAULT_ROUNDS }),
  }),
};

function randomSalt(size: number): string {
  return randomBytes(Math.min(Math.max(size, 1), 16)).toString("base64").replaceAll("+", ".").slice(0, size);
}

function hashPassword(password: string, type: string, { salt, rounds }: { salt: string; rounds: number }): string | Fault {
  if (type !== "sha512" && type !== "sha256") return new Fault("unknown-hash", `"${type}" is not offered`, { hint: "Use sha512 or sha256." });
  if (/[^./0-9A-Za-z]/.test(salt) || salt.length > 16) return new Fault("bad-salt", "A salt has at most 16 characters of A-Z a-z 0-9 . and /");
  if (rounds < 1000 || rounds > 1_000_000) return new Fault("bad-rounds", "\"rounds\" must be between 1000 and 1000000");
  return shaCrypt(type, password, salt, rounds);
}
