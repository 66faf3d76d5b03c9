import { readFile } from "node:fs/promises";
import ssh2 from "ssh2";
import type { ParsedKey } from "ssh2";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";

/** Why a key file cannot be used. */
export interface KeyTrouble {
  readonly kind: "missing" | "unreadable" | "encrypted";
  readonly detail: string;
}

/** Private keys by path: each file is read and parsed once for all hosts. */
export class Keys {
  readonly #parsed = new Map<string, Promise<Result<ParsedKey, KeyTrouble>>>();

  /** The private key in a file (OpenSSH, PEM or PuTTY format). */
  load(path: string): Promise<Result<ParsedKey, KeyTrouble>> {
    const known = this.#parsed.get(path) ?? parse(path);
    this.#parsed.set(path, known);
    return known;
  }
}

async function parse(path: string): Promise<Result<ParsedKey, KeyTrouble>> {
  let text: Buffer;
  try {
    text = await readFile(path);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return err({ kind: missing ? "missing" : "unreadable", detail: missing ? "there is no such file" : (error as Error).message });
  }
  const parsed = ssh2.utils.parseKey(text);
  const key = Array.isArray(parsed) ? parsed[0] as ParsedKey : parsed;
  if (key instanceof Error) return err(troubleOf(key));
  if (!key.isPrivateKey()) return err({ kind: "unreadable", detail: "it holds a public key: name the private one, without .pub" });
  return ok(key);
}

function troubleOf({ message }: Error): KeyTrouble {
  if (/no passphrase given/i.test(message)) return { kind: "encrypted", detail: "it is protected by a passphrase: load it into ssh-agent (ssh-add), and have SSH_AUTH_SOCK set" };
  return { kind: "unreadable", detail: message };
}
