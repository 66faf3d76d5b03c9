import type { Command, Output } from "#engine/core/command.js";
import type { TarOptions } from "./tar.js";

/** unzip(1) reads no pipe: an archive of the control machine lies in memory meanwhile. */
const ARCHIVE = `archive=$1 dest=$2
shift 2
if [ "$archive" = - ]; then
  folder=/tmp
  [ ! -d /dev/shm ] || folder=/dev/shm
  archive=$(mktemp -p "$folder") || exit
  trap 'rm -f -- "$archive"' EXIT
  cat > "$archive" || exit
fi`;

/** The list of members, a line "--", what is at their places, and digests of all contents: of the archive's, and of the files' in the same order. */
const COMPARE = `# zip compared
${ARCHIVE}
command -v unzip >/dev/null || exit 127
unzip -Z -T -s "$archive" "$@" || exit
echo --
names() { unzip -Z1 "$archive" "$@"; }
cd -- "$dest" || exit
names "$@" | xargs -r -d '\\n' stat --printf '%F %s %n\\n' -- 2>/dev/null
echo --
unzip -p "$archive" "$@" | sha256sum
names "$@" | grep -v '/$' | while IFS= read -r name; do
  if [ -L "$name" ]; then readlink -n -- "$name"; else cat -- "$name"; fi 2>/dev/null
done | sha256sum
exit 0`;

/** The words of unzip, one of which stands for the archive. */
const EXTRACT = `# unzip
${ARCHIVE}
for word; do
  shift
  [ "$word" != @archive@ ] || word=$archive
  set -- "$@" "$word"
done
unzip -o "$@" -d "$dest"`;

/** What unzip is told of the members that are wanted. */
function choice({ include, exclude }: TarOptions): readonly string[] {
  return [...include, ...(exclude.length > 0 ? ["-x", ...exclude] : [])];
}

/** Looks at an archive and at what is unpacked of it. */
export function zipLook(options: TarOptions): Command {
  return { script: COMPARE, args: [...source(options), ...choice(options)], ...input(options) };
}

/** Unpacks it. */
export function zipExtract(options: TarOptions): Command {
  return { script: EXTRACT, args: [...source(options), ...options.extraOpts, "@archive@", ...choice(options)], ...input(options) };
}

function source({ archive, dest }: TarOptions): readonly string[] {
  return [archive.from === "host" ? archive.path : "-", dest];
}

function input({ archive }: TarOptions): { readonly stdin?: Uint8Array } {
  return archive.from === "host" ? {} : { stdin: archive.bytes };
}

/** The failure of a host without the program. */
export const NO_UNZIP = "unzip is not installed";

/** What a look told: why it could not look, else the members and what differs. */
export type ZipSeen = { readonly failure: string } | { readonly members: readonly string[]; readonly different: readonly string[] };

/** Reads the answer of zipLook. Times and modes are left out, as for tar. */
export function zipSeen({ code, stdout, stderr }: Output): ZipSeen {
  if (code === 127) return { failure: NO_UNZIP };
  if (code !== 0) return { failure: firstLine(stderr) ?? firstLine(stdout) ?? `unzip ended with ${code}` };
  const [list, found, digests] = partsOf(stdout);
  const members = list.split("\n").flatMap(memberOf);
  const there = placesIn(found);
  const different = members.flatMap((member) => differenceOf(member, there.get(member.name)));
  const [packed, unpacked] = digests.split("\n");
  return { members: members.map(({ name }) => name), different: different.length > 0 || packed === unpacked ? different : ["contents differ"] };
}

function partsOf(stdout: string): readonly [string, string, string] {
  const [list = "", found = "", digests = ""] = stdout.split(/^--\n/m);
  return [list, found, digests];
}

function firstLine(text: string): string | undefined {
  return text.split("\n").find((line) => line.trim() !== "");
}

type Places = ReadonlyMap<string, { readonly kind: string; readonly size: number }>;

/** What stat(1) told of each member's place. */
function placesIn(found: string): Places {
  return new Map(found.split("\n").flatMap((line) => {
    const [, kind = "", size = "", name = ""] = /^(.+?) (\d+) (.*)$/.exec(line) ?? [];
    return name === "" ? [] : [[name, { kind, size: Number(size) }] as const];
  }));
}

interface Member {
  readonly kind: "directory" | "link" | "file";
  readonly size: number;
  readonly name: string;
}

/** A line of zipinfo(1): permissions, version, system, size, kind, method, time and name. */
function memberOf(line: string): readonly Member[] {
  const [, type = "", size = "", name = ""] = /^([-dl?])[\w-]{6,9}\s+\S+\s+\S+\s+(\d+)\s+\S+\s+\S+\s+\d{8}\.\d{6}\s(.*)$/.exec(line) ?? [];
  if (name === "") return [];
  return [{ name, size: Number(size), kind: name.endsWith("/") ? "directory" : type === "l" ? "link" : "file" }];
}

/** The words are those of stat(1). */
function differenceOf({ name, kind, size }: Member, there: { readonly kind: string; readonly size: number } | undefined): readonly string[] {
  if (there === undefined) return [`${name}: is not there`];
  const is = there.kind === "directory" ? "directory" : there.kind === "symbolic link" ? "link" : there.kind.startsWith("regular") ? "file" : "other";
  if (is !== kind) return [`${name}: File type differs`];
  return kind === "file" && there.size !== size ? [`${name}: Size differs`] : [];
}
