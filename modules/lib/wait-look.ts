import type { Missing } from "#engine/module/contract.js";
import { missing } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import { defined } from "./defined.js";

/** What is waited for. */
export interface Awaited {
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string | undefined;
  /** Whether it is to be there, or to be gone. */
  readonly there: boolean;
  readonly pattern: RegExp | undefined;
  /** Seconds that one attempt to connect may take. */
  readonly connectTimeout: number;
}

/** bash opens TCP connections by itself (/dev/tcp), and every Debian has it. What the other side says first (one read(2) of it) is only taken when asked for. */
const CONNECT = `# connect
command -v bash > /dev/null || exit 127
exec timeout "$3" bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit; if [ "$3" = read ]; then dd bs=65536 count=1 status=none <&3; fi' connect "$1" "$2" "$4"`;

/** One look. undefined: not yet as wanted; else the match of the pattern, where there is one. */
export async function waitLook(host: Reader, awaited: Awaited): Promise<{ readonly match?: RegExpExecArray } | undefined | Missing> {
  const seen = awaited.path === undefined ? await lookAtPort(host, awaited) : await lookAtPath(host, awaited.path, awaited);
  if (seen !== undefined && "missing" in seen) return seen;
  if (!awaited.there) return seen === undefined ? {} : undefined;
  if (seen === undefined || awaited.pattern === undefined) return seen === undefined ? undefined : {};
  const match = awaited.pattern.exec(seen.text);
  return match === null ? undefined : { match };
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

/** The groups of a match, as Ansible names them. */
export function matchValues(match: RegExpExecArray | undefined): { readonly match_groups?: readonly string[]; readonly match_groupdict?: Readonly<Record<string, string>> } {
  if (match === undefined) return {};
  return { match_groups: match.slice(1), match_groupdict: defined({ ...match.groups }) as Readonly<Record<string, string>> };
}
