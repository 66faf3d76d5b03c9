import { Unknown, type ValueMap } from "#engine/core/value.js";
import type { PathState } from "#engine/module/host-state.js";

/** Something that find came across. Times in seconds since 1970; undefined: nobody knows it yet. */
export interface FoundEntry {
  readonly path: string;
  readonly name: string;
  /** How many folders below the one that is searched; 1: right in it. */
  readonly depth: number;
  readonly kind: "file" | "directory" | "link" | "other";
  /** st_mode's type, one of the S_IF of inode(7). */
  readonly type: number | undefined;
  /** The permission bits. */
  readonly bits: number;
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly links: number | undefined;
  readonly inode: number | undefined;
  readonly device: number | undefined;
  readonly atime: number | undefined;
  readonly mtime: number | undefined;
  readonly ctime: number | undefined;
}

/** S_IFMT and its values, inode(7). */
const TYPE = 0o170000;
const TYPES = { ischr: 0o020000, isblk: 0o060000, isfifo: 0o010000, issock: 0o140000, isreg: 0o100000, isdir: 0o040000, islnk: 0o120000 } as const;

/** What stat(1) is asked, each field ended by NUL. */
export const STAT_FORMAT = "%n\\0%f\\0%u\\0%g\\0%U\\0%G\\0%s\\0%h\\0%i\\0%d\\0%.9X\\0%.9Y\\0%.9Z\\0";

/** How many fields STAT_FORMAT has. */
export const STAT_FIELDS = 13;

/** The answers of stat(1) in STAT_FORMAT, for paths below a folder. */
export function foundEntries(text: string, below: string): readonly FoundEntry[] {
  const words = text.split("\0");
  return Array.from({ length: Math.floor(words.length / STAT_FIELDS) }, (_none, at) => entryOf(words.slice(at * STAT_FIELDS, (at + 1) * STAT_FIELDS), below));
}

function entryOf([path = "", raw = "", uid, gid, owner = "", group = "", ...numbers]: readonly string[], below: string): FoundEntry {
  const mode = Number.parseInt(raw, 16);
  const [size = 0, links, inode, device, atime, mtime, ctime] = numbers.map(Number);
  return {
    ...placed(path, below), kind: kindOf(mode & TYPE), type: mode & TYPE, bits: mode & 0o7777, uid: Number(uid), gid: Number(gid),
    owner: owner === "UNKNOWN" ? "" : owner, group: group === "UNKNOWN" ? "" : group, size, links, inode, device, atime, mtime, ctime,
  };
}

function kindOf(type: number): FoundEntry["kind"] {
  return type === TYPES.isreg ? "file" : type === TYPES.isdir ? "directory" : type === TYPES.islnk ? "link" : "other";
}

function placed(path: string, below: string): Pick<FoundEntry, "path" | "name" | "depth"> {
  const rest = path.slice(below.replace(/\/+$/, "").length + 1);
  return { path, name: rest.slice(rest.lastIndexOf("/") + 1), depth: rest.split("/").length };
}

/** An entry as the picture of a check run has it. */
export function picturedEntry(path: string, below: string, state: Exclude<PathState, { readonly kind: "absent" }>): FoundEntry {
  const type = { file: TYPES.isreg, directory: TYPES.isdir, link: TYPES.islnk, other: undefined }[state.kind];
  const common = { ...placed(path, below), kind: state.kind, type, owner: state.owner, group: state.group, inode: undefined, device: undefined, atime: undefined, ctime: undefined };
  if (state.kind === "link") return { ...common, bits: 0o777, uid: -1, gid: -1, size: state.target.length, links: 1, mtime: undefined };
  const { uid, gid } = state;
  const mtime = "mtime" in state && state.mtime !== 0 ? state.mtime : undefined;
  return { ...common, bits: Number.parseInt(state.mode, 8), uid, gid, size: state.kind === "file" ? state.size : 0, links: state.kind === "file" ? state.links : undefined, mtime };
}

const BITS = ["xoth", "woth", "roth", "xgrp", "wgrp", "rgrp", "xusr", "wusr", "rusr"] as const;

/** What is registered of an entry, under Ansible's names. */
export function entryValues({ path, type, bits, owner, group, uid, gid, ...rest }: FoundEntry): ValueMap {
  const unknown = new Unknown(`what ${path} will be`);
  return {
    path, mode: bits.toString(8).padStart(4, "0"), ...Object.fromEntries(Object.entries(TYPES).map(([key, each]) => [key, type === undefined ? unknown : type === each])),
    uid: uid < 0 ? unknown : uid, gid: gid < 0 ? unknown : gid, pw_name: owner, gr_name: group,
    size: rest.size, nlink: rest.links ?? unknown, inode: rest.inode ?? unknown, dev: rest.device ?? unknown, atime: rest.atime ?? unknown, mtime: rest.mtime ?? unknown, ctime: rest.ctime ?? unknown,
    ...Object.fromEntries(BITS.map((key, at) => [key, (bits >> at & 1) === 1])), isuid: (bits & 0o4000) !== 0, isgid: (bits & 0o2000) !== 0,
  };
}
