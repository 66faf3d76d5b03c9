import { createHmac, randomBytes } from "node:crypto";

/** A line of a known_hosts file; sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
export interface KnownHost {
  /** "@cert-authority" or "@revoked"; "" for a plain key. */
  readonly marker: string;
  /** Names with commas between them, patterns among them, or one hashed name. */
  readonly hosts: string;
  readonly type: string;
  readonly key: string;
}

/** Reads a line; undefined for a comment, an empty line, or one that is none of the format. */
export function parseKnownHost(line: string): KnownHost | undefined {
  const words = line.trim().split(/\s+/);
  const [marker = "", ...rest] = words[0]?.startsWith("@") === true ? words : ["", ...words];
  const [hosts = "", type = "", key = ""] = rest;
  return hosts.startsWith("#") || key === "" ? undefined : { marker, hosts, type, key };
}

/** Whether a line is about a host, as `ssh-keygen -F` finds it. `host` is in small letters, with its port as [host]:port. */
export function isAbout({ hosts }: KnownHost, host: string): boolean {
  if (hosts.startsWith("|1|")) return hashedName(host, hosts.split("|")[2] ?? "") === hosts;
  const patterns = hosts.toLowerCase().split(",");
  return !patterns.some((each) => each.startsWith("!") && matches(each.slice(1), host)) && patterns.some((each) => !each.startsWith("!") && matches(each, host));
}

/** `*` and `?` are all there is to these patterns (ssh_config(5), PATTERNS). */
function matches(pattern: string, host: string): boolean {
  const source = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(host);
}

/** A host's name that only who knows it finds; salt in base64, a new one where it is left out. */
export function hashedName(host: string, salt = randomBytes(20).toString("base64")): string {
  return `|1|${salt}|${createHmac("sha1", Buffer.from(salt, "base64")).update(host).digest("base64")}`;
}

/** What is wanted of the keys of a host. */
export interface KnownHostsEdit {
  readonly host: string;
  readonly state: "present" | "absent";
  /** Whole lines; none with "absent": all keys of the host. */
  readonly lines: readonly string[];
}

/** The text with the keys in it, or without them. A key takes the place of others of its type, so that no old one stays valid. */
export function editKnownHosts(text: string, edit: KnownHostsEdit): string {
  if (edit.lines.length === 0) return withoutLines(text, (line) => line.marker === "" && isAbout(line, edit.host));
  return edit.lines.reduce((rest, line) => editLine(rest, line, edit), text);
}

function editLine(text: string, line: string, { host, state }: KnownHostsEdit): string {
  const wanted = parseKnownHost(line);
  if (wanted === undefined) return text;
  const isOfType = (found: KnownHost): boolean => found.type === wanted.type && isAbout(found, host);
  if (state === "absent") return withoutLines(text, isOfType);
  const rest = withoutLines(text, (found) => isOfType(found) && !isSame(found, wanted));
  if (linesOf(rest).some((each) => { const found = parseKnownHost(each); return found !== undefined && isAbout(found, host) && isSame(found, wanted); })) return rest;
  return `${rest}${rest === "" || rest.endsWith("\n") ? "" : "\n"}${line}\n`;
}

/** Two hashed names of one host are as good as each other. */
function isSame(found: KnownHost, wanted: KnownHost): boolean {
  const hashed = found.hosts.startsWith("|1|") && wanted.hosts.startsWith("|1|");
  return found.marker === wanted.marker && found.type === wanted.type && found.key === wanted.key && (hashed || found.hosts === wanted.hosts);
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function withoutLines(text: string, isGone: (line: KnownHost) => boolean): string {
  return linesOf(text).filter((line) => {
    const parsed = parseKnownHost(line);
    return parsed === undefined || !isGone(parsed);
  }).join("");
}
