/** A line of fstab(5). */
export interface FstabEntry {
  readonly src: string;
  readonly path: string;
  readonly fstype: string;
  readonly opts: string;
  readonly dump: string;
  readonly passno: string;
}

/** fstab(5): a blank in a field is \040; Ansible writes & as \046, too. */
function escaped(field: string): string {
  return field.replaceAll("\\", "\\134").replaceAll(" ", "\\040").replaceAll("&", "\\046");
}

function lineOf({ src, path, fstype, opts, dump, passno }: FstabEntry): string {
  return `${[src, path, fstype, opts, dump, passno].map(escaped).join(" ")}\n`;
}

/** The text with the entry in the place of that of the same path, else at the end. Swap has no path: there the source counts. */
export function withEntry(text: string, entry: FstabEntry): string {
  const lines = linesOf(text);
  const isIts = lines.map((line) => isEntryOf(line, entry.path, entry.src));
  if (!isIts.includes(true)) return `${lines.join("")}${lineOf(entry)}`;
  return lines.map((line, at) => (isIts[at] === true && line.split(/\s+/).filter((field) => field !== "").join(" ") !== lineOf(entry).trim() ? lineOf(entry) : line)).join("");
}

/** The text without the entries of a path. */
export function withoutEntry(text: string, path: string, src: string | undefined): string {
  const kept = linesOf(text).filter((line) => !isEntryOf(line, path, src));
  return kept.length === linesOf(text).length ? text : kept.join("");
}

function isEntryOf(line: string, path: string, src: string | undefined): boolean {
  const fields = line.trim().split(/\s+/);
  if (line.trim().startsWith("#") || fields.length < 4 || fields.length > 6) return false;
  const [source, place, type] = fields;
  const isOtherSwap = src !== undefined && place === "none" && type === "swap" && source !== escaped(src);
  return place === escaped(path) && !isOtherSwap;
}

/** Each with its newline, the last one too. */
function linesOf(text: string): readonly string[] {
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => (line.endsWith("\n") ? line : `${line}\n`));
}

/** What is mounted at a place, by proc_pid_mountinfo(5). */
export interface MountedHere {
  /** The device, or what the kernel calls it. */
  readonly source: string;
  /** Paths of the same files by other mounts: what a bind mount may have been made from. */
  readonly alsoAt: readonly string[];
}

/** The topmost mount at a place; undefined: there is none. */
export function mountAt(mountinfo: string, place: string): MountedHere | undefined {
  const all = mountinfo.split("\n").map((line) => line.split(" ")).filter((fields) => fields.length > 6).map((fields) => ({
    device: fields[2] ?? "", root: unescaped(fields[3] ?? ""), path: unescaped(fields[4] ?? ""), source: unescaped(fields[fields.indexOf("-") + 2] ?? ""),
  }));
  const found = all.filter(({ path }) => path === place).at(-1);
  if (found === undefined) return undefined;
  const others = all.filter(({ device, path, root }) => device === found.device && path !== place && (found.root === root || found.root.startsWith(root === "/" ? "/" : `${root}/`)));
  return { source: found.source, alsoAt: others.map(({ path, root }) => `${path === "/" ? "" : path}${root === "/" ? found.root : found.root.slice(root.length)}`.replace(/(.)\/$/, "$1")) };
}

function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
