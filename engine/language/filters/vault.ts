import { randomBytes } from "node:crypto";
import { Secret } from "#engine/core/secret.js";
import { decrypt, deriveKeys, encrypt } from "#engine/core/vault/cipher.js";
import { formatEnvelope, isVaulted, parseEnvelope } from "#engine/core/vault/envelope.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { anything, maybe, optional, required, type Reading } from "../reading.js";

/** Numbers are no texts here, in Ansible neither. */
const string: Reading<string> = { name: "a string", read: (value) => typeof value === "string" ? value : undefined };

/** Filters that encrypt and decrypt as ansible-vault does. */
export const vaultFilters: Readonly<Record<string, Definition>> = {
  vault: define({
    doc: "vault(secret, salt, vaultid='filter_default'): encrypted with this password. Without a salt a new one is made each time, and with it another text.",
    input: string, params: { secret: required(string), salt: maybe(string), vaultid: optional(string, "filter_default"), wrap_object: optional(anything, false) },
    apply: (plain, { secret, salt, vaultid }) => {
      if (salt === "") return new Fault("bad-salt", "The salt is empty", { hint: "Leave it out, and a new one is made" });
      const bytes = typeof salt === "string" ? Buffer.from(salt) : randomBytes(32);
      return formatEnvelope({ id: vaultid, salt: bytes, ...encrypt(Buffer.from(plain), deriveKeys(Buffer.from(secret), bytes)) });
    },
  }),
  unvault: define({
    doc: "unvault(secret, vaultid): what was encrypted with this password; any other text as it is.",
    input: string, params: { secret: required(string), vaultid: optional(string, "filter_default") },
    apply: (text, { secret }) => isVaulted(text) ? opened(text, secret) : text,
  }),
};

function opened(text: string, password: string): Secret | Fault {
  const envelope = parseEnvelope(text);
  if (!envelope.ok) return new Fault("vault-damaged", `The encrypted text cannot be decrypted: ${envelope.error.detail}`);
  const plain = decrypt(envelope.value, deriveKeys(Buffer.from(password), envelope.value.salt));
  return plain === undefined ? new Fault("vault-wrong-password", "The encrypted text cannot be decrypted: this is not its password, or it was changed") : new Secret(Buffer.from(plain).toString("utf8"));
}
