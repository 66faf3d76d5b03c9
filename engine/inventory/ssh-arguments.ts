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
  const words = (splitWords(text) ?? []).map((word) => word.text);
  const options: Record<string, string | number> = {};
  const unknown: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const letter = /^-([Jopli])(.*)$/.exec(word);
    if (letter === null) {
      if (!HARMLESS_FLAGS.has(word)) unknown.push(word);
      continue;
    }
    const [, flag = "", joined = ""] = letter;
    if (joined === "") at += 1;
    const value = joined === "" ? words[at] ?? "" : joined;
    const [name, setting] = flag === "o" ? splitOption(value) : [FLAGS[flag] ?? "", value];
    if (!setOption(options, name, setting)) unknown.push(`-o ${value}`);
  }
  return { options, unknown };
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
