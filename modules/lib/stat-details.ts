import type { ValueMap } from "#engine/core/value.js";
import type { Reader } from "#engine/module/reader.js";
import type { Checksum } from "./checksum.js";
import { firstWords } from "./facts/seen.js";
import { foundEntries, STAT_FIELDS, STAT_FORMAT, type FoundEntry } from "./find-entry.js";

/** What the module stat is asked for besides the inode. */
export interface StatWishes {
  readonly path: string;
  readonly follow: boolean;
  readonly get_checksum: boolean;
  readonly checksum_algorithm: Checksum;
  readonly get_mime: boolean;
  readonly get_attributes: boolean;
}

/** What the host says of a path, all of it. */
export interface StatDetails {
  readonly entry: FoundEntry;
  /** blocks, block_size, device_type, readable, writeable, executable. */
  readonly plain: ValueMap;
  readonly source: string;
  readonly target: string;
  readonly checksum: string | undefined;
  readonly mime: ValueMap;
  readonly attributes: ValueMap;
}

/**
 * One stat(1), and as far as it is asked for: a digest, file(1), lsattr(1); readlink(1) twice for a link. Answers end with NUL. In $1 "." stands before
 * a path that begins with a dash (none does: paths are absolute).
 */
const SCRIPT = `# stat
path=$1 follow=$2 digest=$3 mime=$4 flags=$5 format=$6
set -- --printf "$format%B %b %o %r\\\\0"
[ "$follow" = no ] || set -- "$@" -L
stat "$@" -- "$path" || exit
[ -r "$path" ] && printf r
[ -w "$path" ] && printf w
[ -x "$path" ] && printf x
printf '\\0'
if [ -L "$path" ] && [ "$follow" = no ]; then readlink -fn -- "$path"; printf '\\0'; readlink -n -- "$path"; printf '\\0'; else printf '\\0\\0'; fi
if [ -n "$digest" ] && [ -f "$path" ] && [ -r "$path" ] && { [ "$follow" = yes ] || [ ! -L "$path" ]; }; then "$digest" < "$path"; fi
printf '\\0'
if [ "$mime" = yes ] && command -v file >/dev/null; then file --mime-type --mime-encoding -- "$path"; fi
printf '\\0'
if [ "$flags" = yes ] && command -v lsattr >/dev/null; then lsattr -vd -- "$path" 2>/dev/null; fi
printf '\\0'`;

/** undefined: there is nothing at the path. */
export async function statDetails(host: Reader, { path, follow, get_checksum, checksum_algorithm, get_mime, get_attributes }: StatWishes): Promise<StatDetails | undefined> {
  const yes = (wanted: boolean): string => (wanted ? "yes" : "no");
  const { code, stdout } = await host.ask({ script: SCRIPT, args: [path, yes(follow), get_checksum ? `${checksum_algorithm}sum` : "", yes(get_mime), yes(get_attributes), STAT_FORMAT] });
  const [entry] = code === 0 ? foundEntries(stdout, path) : [];
  if (entry === undefined) return undefined;
  const words = stdout.split("\0").slice(STAT_FIELDS);
  return { entry, ...partsOf(words, get_mime, get_attributes) };
}

function partsOf(words: readonly string[], mime: boolean, attributes: boolean): Omit<StatDetails, "entry"> {
  const [blocks, access, source, target, digest, type, flags] = firstWords(words, 7);
  return {
    plain: { ...blockFacts(blocks), readable: access.includes("r"), writeable: access.includes("w"), executable: access.includes("x") },
    source, target, checksum: /^[0-9a-f]+/.exec(digest)?.[0], mime: mime ? mimeFacts(type) : {}, attributes: attributes ? flagFacts(flags) : {},
  };
}

/** %B bytes of a block of %b, %o the best size of a transfer, %r the device number (older coreutils have no %r). */
function blockFacts(line: string): ValueMap {
  const [, blocks = 0, size = 0, device = 0] = line.split(" ").map(Number);
  return { blocks, block_size: size, device_type: Number.isNaN(device) ? 0 : device };
}

function mimeFacts(line: string): ValueMap {
  const [, mimetype = "unknown", charset = "unknown"] = /: ([^:;]+); charset=(\S+)\s*$/.exec(line) ?? [];
  return { mimetype, charset };
}

/** Letters of chattr(1) by Ansible's words. */
const FLAGS: Readonly<Record<string, string>> = {
  A: "noatime", a: "append", c: "compressed", C: "nocow", d: "nodump", D: "dirsync", e: "extents", E: "encrypted", h: "blocksize", i: "immutable", I: "indexed",
  j: "journalled", N: "inline", s: "zero", S: "synchronous", t: "notail", T: "blockroot", u: "undelete", X: "compressedraw", Z: "compresseddirty",
};

function flagFacts(line: string): ValueMap {
  const [, version, letters = ""] = /^\s*(\d+)\s+(\S+)\s/.exec(line) ?? [];
  const set = letters.replaceAll("-", "");
  return { version: version ?? null, attr_flags: set, attributes: Array.from(set).map((letter) => FLAGS[letter] ?? letter) };
}
