import { createHmac } from "node:crypto";

/** One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHost {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: "cert-authority" | "revoked" | undefined;
  /** The comma-separated patterns, or a hashed name. */
  readonly patterns: string;
  /** Such as "ssh-ed25519". */
  readonly type: string;
  /** The key's blob in base64. */
  readonly key: string;
}

/** What known_hosts says about the key a host showed. */
export type HostKeyVerdict =
  | { readonly kind: "known" }
  | { readonly kind: "unknown" }
  /** The host is known by another key, which stands there. */
  | { readonly kind: "changed" | "revoked"; readonly file: string; readonly line: number }
  /** Only a certificate authority is known for it, and ssh2 cannot check host certificates. */
  | { readonly kind: "cert-authority"; readonly file: string; readonly line: number };

/** The lines of a file that can be read; the others are passed over, as ssh does. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  return text.split("\n").flatMap((line, index) => {
    const [, marker, patterns, type, key] = LINE.exec(line) ?? [];
    if (patterns === undefined || type === undefined || key === undefined || !isMarker(marker)) return [];
    return [{ file, line: index + 1, marker, patterns, type, key }];
  });
}

/** [@marker] patterns type key [comment]; a line that starts with # is a comment. */
const LINE = /^[ \t]*(?:@(\S+)[ \t]+)?([^#@\s]\S*)[ \t]+(\S+)[ \t]+(\S+)/;

function isMarker(text: string | undefined): text is KnownHost["marker"] {
  return text === undefined || text === "cert-authority" || text === "revoked";
}

/** The name of a host in known_hosts: `[host]:port` for any port but 22. */
export function knownName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** The entries that speak of a host. */
export function entriesFor(entries: readonly KnownHost[], name: string): KnownHost[] {
  return entries.filter((entry) => matches(entry.patterns, name));
}

/** Judges a key by the entries of its host. A host known by keys of other types only is as suspicious as one whose key changed. */
export function judge(entries: readonly KnownHost[], key: Buffer): HostKeyVerdict {
  const blob = key.toString("base64");
  const same = entries.filter((entry) => entry.key === blob);
  const revoked = same.find((entry) => entry.marker === "revoked");
  if (revoked !== undefined) return { kind: "revoked", file: revoked.file, line: revoked.line };
  if (same.some((entry) => entry.marker === undefined)) return { kind: "known" };
  const type = key.toString("latin1", 4, 4 + key.readUInt32BE(0));
  const plain = entries.filter((entry) => entry.marker === undefined);
  const other = plain.find((entry) => entry.type === type) ?? plain[0];
  if (other !== undefined) return { kind: "changed", file: other.file, line: other.line };
  const authority = entries.find((entry) => entry.marker === "cert-authority");
  return authority === undefined ? { kind: "unknown" } : { kind: "cert-authority", file: authority.file, line: authority.line };
}

/** The name hashed as ssh does for HashKnownHosts. */
export function hashName(name: string, salt: Buffer): string {
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
}

function matches(patterns: string, name: string): boolean {
  if (patterns.startsWith("|1|")) return hashName(name, Buffer.from(patterns.split("|")[2] ?? "", "base64")) === patterns;
  const parts = patterns.toLowerCase().split(",");
  if (parts.some((part) => part.startsWith("!") && wildcard(part.slice(1)).test(name))) return false;
  return parts.some((part) => !part.startsWith("!") && wildcard(part).test(name));
}

/** `*` and `?`, and nothing else, are special. */
function wildcard(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("\\*", ".*").replaceAll("\\?", ".")}$`);
}
