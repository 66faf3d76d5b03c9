/** pip's options, by the names of pip.conf: `index-url`. */
export type PipOptions = Readonly<Record<string, string>>;

// What says how an index is reached. Constraints, build flags and the like are this machine's own affair.
const reaching = new Set(["index-url", "extra-index-url", "trusted-host", "proxy", "cert", "timeout", "default-timeout", "retries", "find-links"]);

/**
 * The options in pip's configuration that say how a package index is reached: later files win over earlier ones and the
 * environment (PIP_INDEX_URL) over all, as pip's own documentation has it. An index
 * or `find-links` in a local folder is left out, for the host has no such folder.
 */
export function pipOptions(files: readonly string[], environment: Readonly<Record<string, string | undefined>>): PipOptions {
  const pairs = [...files.flatMap(pairsOfFile), ...pairsOfEnvironment(environment)];
  return Object.fromEntries(pairs.map(([key, value]) => [key, usable(key, value)] as const)
    .filter(([key, value]) => reaching.has(key) && value !== ""));
}

/** The text of a pip.conf. */
export function pipFile(options: PipOptions): string {
  const lines = Object.entries(options).map(([key, value]) => `${key} = ${value.split(/\s+/).join("\n    ")}\n`);
  return lines.length === 0 ? "" : `[global]\n${lines.join("")}`;
}

function pairsOfFile(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  let global = false;
  for (const line of text.split("\n").filter((each) => !/^\s*([#;]|$)/.test(each))) {
    // [install] and the rest hold for one command of pip; the network is the same for all of them.
    if (line.startsWith("[")) global = line.startsWith("[global]");
    else if (global) readLine(line, pairs);
  }
  return pairs;
}

function readLine(line: string, pairs: [string, string][]): void {
  const pair = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line);
  const last = pairs.at(-1);
  if (pair !== null) pairs.push([(pair[1] ?? "").replaceAll("_", "-"), (pair[2] ?? "").trim()]);
  else if (/^\s/.test(line) && last !== undefined) last[1] = `${last[1]} ${line.trim()}`.trim();
}

function pairsOfEnvironment(environment: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(environment).filter(([key]) => key.startsWith("PIP_"))
    .map(([key, value]) => [key.slice(4).toLowerCase().replaceAll("_", "-"), value ?? ""]);
}

function usable(key: string, value: string): string {
  return ["index-url", "extra-index-url", "find-links"].includes(key) ? value.split(/\s+/).filter((word) => /^https?:/.test(word)).join(" ") : value;
}
