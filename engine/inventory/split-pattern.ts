import { isIPv6 } from "node:net";

/**
 * The single patterns in a text, as Ansible splits it (split_host_pattern): at commas where there are any; else a name, an address or a
 * range with or without a port stays whole; else at colons that stand in no brackets.
 */
export function splitPattern(text: string): readonly string[] {
  const parts = text.includes(",") ? text.split(",") : isAddress(text) ? [text] : text.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

const RANGE = String.raw`\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\]`;
const LABEL = String.raw`(?:[\p{L}\p{N}_]|${RANGE})(?:[\p{L}\p{N}_-]|${RANGE})*(?<![_-])`;
const HOST_NAME = new RegExp(String.raw`^${LABEL}(?:\.${LABEL})*$`, "iu");

/** Ansible's parse_address: what can be a host, or a range of hosts, with or without a port. */
function isAddress(text: string): boolean {
  const bare = /^\[(.+)\]:\d+$/.exec(text)?.[1] ?? text;
  const host = /^((?:[^:[\]]|\[[^\]]*\])*):\d+$/.exec(bare)?.[1] ?? bare;
  return isIPv6(host) || HOST_NAME.test(host);
}

/** A pattern and the part of its hosts that is asked for. */
export interface Subscripted {
  readonly name: string;
  readonly part: Part | undefined;
}

/** `[3]`, `[-1]`, `[1:]`, `[0:2]`: both ends count. */
export interface Part {
  readonly start: number;
  /** undefined: only the one at `start`. */
  readonly end: number | undefined;
  /** `[0-2]`, as it was written long ago. */
  readonly dash: boolean;
}

/** Takes the subscript off a pattern. A regular expression has none: its brackets are its own. */
export function splitSubscript(pattern: string): Subscripted {
  const match = pattern.startsWith("~") ? null : /^(.+)\[(?:(-?[0-9]+)|([0-9]+)([:-])([0-9]*))\]$/.exec(pattern);
  if (match?.[1] === undefined) return { name: pattern, part: undefined };
  const [, name, index, start, separator, end = ""] = match;
  if (index !== undefined) return { name, part: { start: Number(index), end: undefined, dash: false } };
  return { name, part: { start: Number(start), end: end === "" ? -1 : Number(end), dash: separator === "-" } };
}

/** The hosts of a subscript; undefined when a single one is asked for that is not there. `[2:0]` is the one at 2, as Ansible has it. */
export function partOf(hosts: readonly string[], { start, end }: Part): readonly string[] | undefined {
  if (end !== undefined && end !== 0) return hosts.slice(start, end === -1 ? hosts.length : end + 1);
  const host = hosts.at(start);
  return host === undefined ? undefined : [host];
}
