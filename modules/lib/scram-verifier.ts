import { createHash, createHmac, pbkdf2Sync } from "node:crypto";

/** What PostgreSQL tells of a stored password without giving it away. */
export interface StoredPassword {
  /** `SCRAM-SHA-256$4096:SALT$` of a SCRAM verifier, `md5` of an old hash, "" where no password is set. */
  readonly prefix: string;
  /** SHA-256 of the whole stored text, hexadecimal. */
  readonly digest: string;
}

const ITERATIONS = 4096;

/** A SCRAM verifier as pg_authid.rolpassword holds it: RFC 5802, section 3, in PostgreSQL's own notation. The salt is base64. */
export function scramVerifier(password: string, salt: string, iterations = ITERATIONS): string {
  const salted = pbkdf2Sync(password.normalize("NFKC"), Buffer.from(salt, "base64"), iterations, 32, "sha256");
  const stored = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt}$${stored}:${hmac(salted, "Server Key").toString("base64")}`;
}

/** Whether the stored password is the wanted one, which may be given in clear or as it is stored. */
export function isStoredPassword({ prefix, digest }: StoredPassword, wanted: string, role: string): boolean {
  return sha256(asStored(prefix, wanted, role)) === digest;
}

/** Whether a text is a verifier or an md5 hash already, so that it is stored as it is. */
export function isVerifier(text: string): boolean {
  return /^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$/.test(text) || /^md5[0-9a-f]{32}$/.test(text);
}

function asStored(prefix: string, wanted: string, role: string): string {
  if (isVerifier(wanted)) return wanted;
  if (prefix === "md5") return `md5${createHash("md5").update(wanted + role).digest("hex")}`;
  const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$$/.exec(prefix) ?? [];
  return iterations === undefined || salt === undefined ? "" : scramVerifier(wanted, salt, Number(iterations));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
