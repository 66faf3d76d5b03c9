import { Hidden, Secret } from "#engine/core/secret.js";

/** A vault password under its vault id. Like a Secret it prints as ***; it holds bytes, because a password file may hold any. */
export class VaultPassword extends Hidden {
  readonly id: string;
  readonly #bytes: Uint8Array;

  constructor(id: string, password: Uint8Array | Secret) {
    super();
    this.id = id;
    this.#bytes = password instanceof Secret ? Buffer.from(password.reveal()) : password;
  }

  /** The bytes themselves, for the cipher alone. */
  reveal(): Uint8Array {
    return this.#bytes;
  }

  /** The password as a mask is to know it. */
  secret(): Secret {
    return new Secret(Buffer.from(this.#bytes).toString("utf8"));
  }
}
