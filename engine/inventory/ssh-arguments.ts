import { splitWords } from "#engine/schema/words.js";

/** What tsplay understands of ssh's command line (ssh(1), ssh_config(5)). */
export interface SshOptions {
  readonly proxyJump?: string;
  readonly port?: number;
  readonly user?: string;
  readonly privateKeyFile?: string;
  readonly hostKeyChecking?: "yes" | "accept-new" | "no";
}

/** Reads ssh's arguments; options that tsplay has no use for but that do no harm are passed over, others come back as `unknown`. */
export function readSshArguments(text: string): { readonly options: SshOptions; readonly unknown: readonly string[] } {
  const words = joinFlags((splitWords(text) ?? []).map((word) => word.text));
  const options: Record<string, string | number> = {};
  const unknown = words.filter((word) => !HARMLESS_FLAGS.has(word) && !readWord(word, options));
  return { options, unknown };
}

/** Each flag in one word with its value. */
function joinFlags(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && /^-[Jopli]$/.test(last)) joined[joined.length - 1] = `${last} ${word}`;
    else joined.push(word);
  }
  return joined;
}

function readWord(word: string, options: Record<string, string | number>): boolean {
  const match = /^-([Jopli])\s*(.+)$/.exec(word);
  if (match === null) return false;
  const [, flag = "", value = ""] = match;
  const [name, setting] = flag === "o" ? splitOption(value) : [FLAGS[flag] ?? "", value];
  return setOption(options, name, setting);
}

const HARMLESS_FLAGS: ReadonlySet<string> = new Set(["-C", "-q", "-T", "-x", "-4", "-v"]);
const FLAGS: Readonly<Record<string, string>> = { J: "proxyjump", p: "port", l: "user", i: "identityfile" };
/** How ssh holds its connection is tsplay's own business. */
const HARMLESS: ReadonlySet<string> = new Set(["controlmaster", "controlpersist", "controlpath", "serveraliveinterval", "serveralivecountmax", "compression", "loglevel", "batchmode", "connecttimeout", "preferredauthentications", "identitiesonly", "forwardagent", "addkeystoagent", "tcpkeepalive"]);

function splitOption(text: string): readonly [string, string] {
  const match = /^(\w+)(?:\s*=\s*|\s+)(.*)$/.exec(text);
  return [match?.[1]?.toLowerCase() ?? "", match?.[2] ?? ""];
}

function setOption(options: Record<string, string | number>, name: string, value: string): boolean {
  switch (name) {
    case "proxyjump": options["proxyJump"] = value; return true;
    case "user": options["user"] = value; return true;
    case "identityfile": options["privateKeyFile"] = value; return true;
    case "port": options["port"] = Number(value); return /^\d+$/.test(value);
    case "stricthostkeychecking": return setChecking(options, value.toLowerCase());
    default: return HARMLESS.has(name);
  }
}

function setChecking(options: Record<string, string | number>, value: string): boolean {
  const known: Readonly<Record<string, string>> = { yes: "yes", ask: "yes", no: "no", off: "no", "accept-new": "accept-new" };
  const checking = known[value];
  if (checking !== undefined) options["hostKeyChecking"] = checking;
  return checking !== undefined;
}
