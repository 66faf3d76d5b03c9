/** What FACTS_SCRIPT printed, taken apart. */
export interface Seen {
  /** The lines of a file, by its path; none where it is not there. */
  lines(path: string): readonly string[];
  /** The first line of a file; undefined where it is not there or empty. */
  line(path: string): string | undefined;
  /** The paths that a pattern fits, sorted. */
  paths(pattern: RegExp): readonly string[];
  /** The lines of a block, such as "addresses". */
  block(name: string): readonly string[];
  /** Where symbolic links lead, by their paths. */
  readonly links: ReadonlyMap<string, string>;
  /** Local facts, by their names with ".fact". */
  readonly local: readonly LocalFact[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What a file in facts.d said. */
export interface LocalFact {
  readonly name: string;
  readonly output: string;
  /** The exit code of one that is executable; 0 for the rest. */
  readonly code: number;
  readonly stderr: string;
}

const TAIL = "\n[tail]\n";

/** Takes the script's output apart; nothing is found in an empty one. */
export function seenFacts(output: string): Seen {
  const at = output.indexOf(TAIL);
  const blocks = blocksOf(at === -1 ? output : output.slice(0, at + 1));
  const block = (name: string): readonly string[] => blocks.get(name) ?? [];
  const files = linesByPath(block("files"));
  return {
    block, ...tailOf(at === -1 ? "" : output.slice(at + TAIL.length)),
    lines: (path) => files.get(path) ?? [],
    line: (path) => files.get(path)?.[0],
    paths: (pattern) => [...files.keys()].filter((path) => pattern.test(path)).sort(),
    links: new Map(block("links").flatMap(atNul)),
  };
}

function blocksOf(text: string): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split("\n")) {
    const name = /^\[(\w+)\]$/.exec(line)?.[1];
    if (name === undefined) {
      if (line !== "") current.push(line);
      continue;
    }
    current = [];
    blocks.set(name, current);
  }
  return blocks;
}

function linesByPath(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const [path, line] of lines.flatMap(atNul)) {
    const known = files.get(path);
    if (known === undefined) files.set(path, [line]);
    else known.push(line);
  }
  return files;
}

function atNul(line: string): [string, string][] {
  const at = line.indexOf("\0");
  return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
}

/** Local facts as name, output, code and error; an empty name ends them; the environment follows. */
function tailOf(tail: string): Pick<Seen, "local" | "environment"> {
  const words = tail.split("\0");
  const local: LocalFact[] = [];
  let at = 0;
  for (; words[at] !== undefined && words[at] !== ""; at += 4) {
    const [name = "", output = "", code = "0", stderr = ""] = words.slice(at, at + 4);
    local.push({ name, output, code: Number(code), stderr });
  }
  const variables = words.slice(at + 1).filter((word) => word.includes("="));
  return { local, environment: Object.fromEntries(variables.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)])) };
}

/** The value of a `KEY=value` line as shells read them (os-release(5)), quotes taken off; undefined where there is no such line. */
export function assigned(lines: readonly string[], key: string): string | undefined {
  return lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1).trim().replace(/^(["'])(.*)\1$/, "$2");
}

/** The values of `key: value` lines of proc(5), in order. */
export function told(lines: readonly string[], key: string): readonly string[] {
  return lines.filter((line) => line.split(":")[0]?.trim() === key).map((line) => line.slice(line.indexOf(":") + 1).trim());
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The first so many words; "" for those that are not there. */
export function firstWords<const N extends number>(words: readonly string[], count: N): Words<N> {
  return Array.from({ length: count }, (_none, at) => words[at] ?? "") as unknown as Words<N>;
}

type Words<N extends number, T extends readonly string[] = readonly []> = T["length"] extends N ? T : Words<N, readonly [...T, string]>;
