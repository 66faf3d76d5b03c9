import { missing, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import type { Match, PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { regexRefusal } from "./regex-refusal.js";

/** What is waited for. */
export interface Awaited {
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string | undefined;
  /** Whether it is to be there, or to be gone. */
  readonly there: boolean;
  readonly pattern: PythonRegex | undefined;
  /** Seconds that one attempt to connect may take. */
  readonly connectTimeout: number;
}

/** bash opens TCP connections by itself (/dev/tcp), and every Debian has it. What the other side says first (one read(2) of it) is only taken when asked for. */
const CONNECT = `# connect
command -v bash > /dev/null || exit 127
exec timeout "$3" bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit; if [ "$3" = read ]; then dd bs=65536 count=1 status=none <&3; fi' connect "$1" "$2" "$4"`;

/** One look. undefined: not yet as wanted; else the match of the pattern, where there is one. */
export async function waitLook(host: Reader, awaited: Awaited): Promise<{ readonly match?: Match } | undefined | Missing | Refusal> {
  const seen = awaited.path === undefined ? await lookAtPort(host, awaited) : await lookAtPath(host, awaited.path, awaited);
  if (seen !== undefined && "missing" in seen) return seen;
  if (!awaited.there) return seen === undefined ? {} : undefined;
  if (seen === undefined) return undefined;
  return awaited.pattern === undefined ? {} : matchIn(seen.text, awaited.pattern);
}

function matchIn(text: string, pattern: PythonRegex): { readonly match: Match } | undefined | Refusal {
  const found = pattern.matches(text, 1);
  if (found instanceof RegexProblem) return regexRefusal("search_regex", found);
  return found[0] === undefined ? undefined : { match: found[0] };
}

type Seen = { readonly text: string } | undefined;

async function lookAtPort(host: Reader, { host: name, port = 0, pattern, connectTimeout }: Awaited): Promise<Seen | Missing> {
  const { code, stdout } = await host.ask({ script: CONNECT, args: [name, String(port), String(connectTimeout), pattern === undefined ? "only" : "read"] });
  if (code === 127) return missing("bash is not installed", "wait_for opens connections with it (apt: name: bash)");
  return code === 0 ? { text: stdout } : undefined;
}

async function lookAtPath(host: Reader, path: string, { pattern }: Awaited): Promise<Seen> {
  const found = await host.path(path, { follow: true, digest: false });
  if (found.kind === "absent") return undefined;
  const bytes = pattern === undefined ? undefined : await host.content(path, { limit: 16 * 2 ** 20 });
  return { text: bytes === undefined ? "" : new TextDecoder().decode(bytes) };
}

/** The groups of a match, as Ansible names them; null for one that took no part in it. */
export function matchValues(match: Match | undefined): { readonly match_groups?: readonly (string | null)[]; readonly match_groupdict?: Readonly<Record<string, string | null>> } {
  if (match === undefined) return {};
  const group = (number: number): string | null => match.groups[number] ?? null;
  return { match_groups: match.groups.slice(1).map((text) => text ?? null), match_groupdict: Object.fromEntries([...match.names].map(([name, number]) => [name, group(number)])) };
}
