import { createHash, randomBytes } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ServerHostKeyAlgorithm } from "ssh2";
import type { Unreachable } from "#engine/core/problem.js";
import { entriesFor, hashName, judge, knownName, parseKnownHosts } from "./known-hosts.js";
import type { KnownHost } from "./known-hosts.js";

/** What is to be checked, and how strictly. */
export interface HostKeyPolicy {
  readonly address: string;
  readonly port: number;
  readonly alias: string | undefined;
  /** In the order they are looked in; a new key is written to the first. */
  readonly files: readonly string[];
  readonly checking: "yes" | "accept-new" | "no";
  readonly hash: boolean;
}

/** The key check of one connection. */
export interface HostKeyCheck {
  /** Algorithms to ask the host for: those of keys already known first, so that a host with several keys shows the one we know. */
  readonly algorithms: ServerHostKeyAlgorithm[];
  /** undefined: the key is fine. */
  verify(key: Buffer): Promise<Unreachable | undefined>;
}

const ALGORITHMS: readonly ServerHostKeyAlgorithm[] = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"];

/** Reads the known_hosts files (those that are not there are empty) for one host. */
export async function hostKeyCheck(policy: HostKeyPolicy, appends: Appends): Promise<HostKeyCheck> {
  const known = await knownEntries(policy);
  const types = new Set(known.filter((entry) => entry.marker === undefined).map((entry) => entry.type));
  const isKnown = (name: ServerHostKeyAlgorithm): boolean => types.has(name) || (name.startsWith("rsa-sha2-") && types.has("ssh-rsa"));
  return {
    algorithms: [...ALGORITHMS.filter(isKnown), ...ALGORITHMS.filter((name) => !isKnown(name))],
    verify: (key) => verify(key, known, policy, appends),
  };
}

/** Serialises what is written to known_hosts files: many hosts are met at once. */
export class Appends {
  #last: Promise<void> = Promise.resolve();

  /** Runs after every earlier one. */
  add(write: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(write);
    return this.#last;
  }
}

async function verify(key: Buffer, known: readonly KnownHost[], policy: HostKeyPolicy, appends: Appends): Promise<Unreachable | undefined> {
  const verdict = judge(known, key);
  const address = hostName(policy); // as ssh-keygen -R and ssh-keyscan are to be told
  if (verdict.kind === "revoked") return { reason: "host-key-revoked", address, knownHosts: verdict.file, line: verdict.line };
  if (verdict.kind === "known" || policy.checking === "no") return undefined;
  if (verdict.kind === "changed") return { reason: "host-key-changed", address, fingerprint: fingerprint(key), knownHosts: verdict.file, line: verdict.line };
  if (policy.checking === "accept-new") return await accept(key, policy, appends);
  if (verdict.kind === "unknown") return { reason: "host-key-unknown", address, fingerprint: fingerprint(key), knownHosts: policy.files };
  return { reason: "handshake", address, detail: `${verdict.file}:${verdict.line} trusts a certificate authority (@cert-authority), which tsplay cannot check: add the host's own key, ${fingerprint(key)}` };
}

async function accept(key: Buffer, policy: HostKeyPolicy, appends: Appends): Promise<Unreachable | undefined> {
  const [file] = policy.files;
  if (file === undefined) return undefined;
  let trouble: Unreachable | undefined;
  await appends.add(async () => {
    trouble = await append(file, key, policy);
  });
  return trouble;
}

/** Looks again first: another connection to the same host may have written the key meanwhile. */
async function append(file: string, key: Buffer, policy: HostKeyPolicy): Promise<Unreachable | undefined> {
  if (judge(await knownEntries(policy), key).kind === "known") return undefined;
  const name = hostName(policy);
  const type = key.toString("latin1", 4, 4 + key.readUInt32BE(0));
  const line = `${policy.hash ? hashName(name, randomBytes(20)) : name} ${type} ${key.toString("base64")}\n`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await appendFile(file, await endsInLine(file) ? line : `\n${line}`, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return { reason: "handshake", address: policy.address, detail: `the new host key cannot be added to ${file}: ${(error as Error).message}` };
  }
}

async function endsInLine(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text === "" || text.endsWith("\n");
}

async function knownEntries(policy: HostKeyPolicy): Promise<KnownHost[]> {
  const texts = await Promise.all(policy.files.map(async (file) => parseKnownHosts(await readFile(file, "utf8").catch(() => ""), file)));
  return entriesFor(texts.flat(), hostName(policy));
}

function hostName({ address, port, alias }: HostKeyPolicy): string {
  return alias?.toLowerCase() ?? knownName(address, port);
}

/** As ssh prints it: SHA256 in base64 without padding. */
function fingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}
