import { randomBytes } from "node:crypto";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Secret } from "#engine/core/secret.js";
import { decrypt, deriveKeys, encrypt, type VaultKeys } from "#engine/core/vault/cipher.js";
import { formatEnvelope, parseEnvelope, type BadEnvelope, type Envelope } from "#engine/core/vault/envelope.js";
import type { VaultPassword } from "./password.js";

/** What came out of an envelope. */
export interface Opened {
  readonly bytes: Uint8Array;
  /** The password that fitted. */
  readonly password: VaultPassword;
  /** The vault id of the header. */
  readonly id: string | undefined;
}

/** Why an encrypted text cannot be read. */
export type VaultFault =
  | BadEnvelope
  | { readonly reason: "no-password"; readonly id: string | undefined }
  /** None of these passwords fits, or the text was changed: the HMAC cannot tell one from the other. */
  | { readonly reason: "wrong-password"; readonly id: string | undefined; readonly tried: readonly string[] };

/** More about how an encrypted text is to be made. */
export interface SealOptions {
  /** The vault id for the header. */
  readonly id?: string | undefined;
  /** 32 random bytes when left out. */
  readonly salt?: Uint8Array | undefined;
}

/** The vault passwords of a command. It remembers what it derived and opened: the derivation is meant to be slow. */
export class Keyring {
  readonly passwords: readonly VaultPassword[];
  readonly #keys = new Map<VaultPassword, Map<string, VaultKeys>>();
  readonly #opened = new Map<string, Result<Opened, VaultFault>>();

  /** Told of every decrypted value, so that a mask can hide it wherever it turns up. */
  readonly learn: (secret: Secret) => void;

  constructor(passwords: readonly VaultPassword[] = [], learn: (secret: Secret) => void = () => undefined) {
    this.passwords = passwords;
    this.learn = learn;
  }

  /** Opens an encrypted text: first with the passwords of its vault id, then with all others, as Ansible does. */
  open(text: string): Result<Opened, VaultFault> {
    const known = this.#opened.get(text);
    if (known !== undefined) return known;
    const envelope = parseEnvelope(text);
    const opened = envelope.ok ? this.#tryAll(envelope.value) : envelope;
    if (text.length <= REMEMBERED) this.#opened.set(text, opened);
    return opened;
  }

  /** The plain bytes as an encrypted text. */
  seal(plain: Uint8Array, password: VaultPassword, { id, salt = randomBytes(32) }: SealOptions = {}): string {
    return formatEnvelope({ id, salt, ...encrypt(plain, this.#keysOf(password, salt)) });
  }

  #tryAll(envelope: Envelope): Result<Opened, VaultFault> {
    const { id } = envelope;
    if (this.passwords.length === 0) return err({ reason: "no-password", id });
    const ordered = [...this.passwords.filter((each) => each.id === id), ...this.passwords.filter((each) => each.id !== id)];
    for (const password of ordered) {
      const bytes = decrypt(envelope, this.#keysOf(password, envelope.salt));
      if (bytes !== undefined) return ok({ bytes, password, id });
    }
    return err({ reason: "wrong-password", id, tried: ordered.map((each) => each.id) });
  }

  #keysOf(password: VaultPassword, salt: Uint8Array): VaultKeys {
    const of = this.#keys.get(password) ?? new Map<string, VaultKeys>();
    this.#keys.set(password, of);
    const name = Buffer.from(salt).toString("hex");
    const known = of.get(name) ?? deriveKeys(password.reveal(), salt);
    of.set(name, known);
    return known;
  }
}

/** Longer texts are files, which are read once, and may be large. */
const REMEMBERED = 100_000;
