import { AsyncLocalStorage } from "node:async_hooks";
import { Keyring } from "./keyring.js";

/**
 * The vault passwords of the command that is being carried out. Files are read in dozens of places, before a run and during it, and
 * every one of them may be encrypted: passwords belong to the command, as its working folder does, and not to each call on the way.
 */
const current = new AsyncLocalStorage<Keyring>();

/** Does some work, in which encrypted files and values are opened with these passwords. */
export function withKeyring<T>(keyring: Keyring, work: () => T): T {
  return current.run(keyring, work);
}

/** The passwords that count here; an empty keyring where none were given. */
export function currentKeyring(): Keyring {
  return current.getStore() ?? new Keyring();
}
