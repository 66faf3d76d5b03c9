import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { md5Crypt } from "../md5-crypt.js";
import { integer, maybe, optional, text } from "../reading.js";
import { DEFAULT_ROUNDS, shaCrypt } from "../sha-crypt.js";

/** Filters that hash passwords. */
export const passwordFilters: Readonly<Record<string, Definition>> = {
  password_hash: define({
    doc: "password_hash(hashtype='sha512', salt, salt_size, rounds=5000, ident): for /etc/shadow; sha512, sha256, bcrypt (12 rounds) or md5. Without a salt a new one is made each time, and with it another hash: give one, so that a second run changes nothing.",
    input: text, params: { hashtype: optional(text, "sha512"), salt: maybe(text), salt_size: maybe(integer), rounds: maybe(integer), ident: maybe(text) },
    apply: (password, { hashtype, salt, salt_size: size, rounds, ident }) => hashPassword(password, hashtype.replace(/_crypt$/, ""), { salt: salt ?? undefined, size: size ?? undefined, rounds: rounds ?? undefined, ident: ident ?? undefined }),
  }),
};

interface Wishes { readonly salt: string | undefined; readonly size: number | undefined; readonly rounds: number | undefined; readonly ident: string | undefined }

const CHARACTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function randomSalt(size: number): string {
  return Array.from({ length: size }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join("");
}

/** As passlib, which Ansible asks, has it. */
const PASSWORD_LIMIT = 4096;

const SALT_SIZES: Readonly<Record<string, number>> = { sha512: 16, sha256: 16, md5: 8, bcrypt: 22, blowfish: 22 };

function hashPassword(password: string, type: string, wishes: Wishes): string | Fault {
  const most = Object.hasOwn(SALT_SIZES, type) ? SALT_SIZES[type] : undefined;
  if (most === undefined) return new Fault("unknown-hash", `"${type}" is not offered`, { hint: "Use sha512, sha256, bcrypt or md5." });
  if (password.length > PASSWORD_LIMIT) return new Fault("too-large", `A password has at most ${PASSWORD_LIMIT} characters`);
  const salt = wishes.salt ?? randomSalt(Math.min(Math.max(wishes.size ?? most, 1), most));
  if (/[^./0-9A-Za-z]/.test(salt) || salt.length > most) return new Fault("bad-salt", `A salt for ${type} has at most ${most} characters of A-Z a-z 0-9 . and /`);
  return withSalt(password, type, { ...wishes, salt });
}

function withSalt(password: string, type: string, wishes: Wishes & { readonly salt: string }): string | Fault {
  if (type === "md5") return wishes.rounds === undefined ? md5Crypt(password, wishes.salt) : typeFault("md5 has no rounds");
  return type === "sha256" || type === "sha512" ? sha(type, password, wishes.salt, wishes.rounds) : bcrypt(password, wishes.salt, wishes);
}

function sha(type: "sha256" | "sha512", password: string, ...[salt, rounds = DEFAULT_ROUNDS]: [string, number | undefined]): string | Fault {
  return rounds < 1000 || rounds > 1_000_000 ? new Fault("bad-rounds", "\"rounds\" must be between 1000 and 1000000") : shaCrypt(type, password, salt, rounds);
}

interface BcryptPackage { hashSync(password: string, salt: string): string }

/** Rounds are a power of two; 14 of them take seconds already. */
function bcrypt(password: string, salt: string, { rounds = 12, ident = "2b" }: Wishes): string | Fault {
  if (salt.length !== 22) return new Fault("bad-salt", "A salt for bcrypt has exactly 22 characters of A-Z a-z 0-9 . and /");
  if (rounds < 4 || rounds > 14) return new Fault("bad-rounds", "\"rounds\" of bcrypt must be between 4 and 14");
  if (!["2b", "2a", "2y"].includes(ident)) return typeFault(`"${ident}" is not an ident of bcrypt`, "Use 2b, 2y or 2a.");
  const package_ = createRequire(import.meta.url)("bcryptjs") as BcryptPackage;
  return `$${ident}$${package_.hashSync(password, `$2b$${String(rounds).padStart(2, "0")}$${salt}`).slice(4)}`;
}
