import type { Command, Output } from "#engine/core/command.js";

/** An archive on the host, or its bytes, brought from the control machine. */
export type Archive = { readonly from: "host"; readonly path: string } | { readonly from: "control"; readonly bytes: Uint8Array };

/** How tar(1) is to see an archive. */
export interface TarOptions {
  readonly archive: Archive;
  readonly dest: string;
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  readonly extraOpts: readonly string[];
  readonly keepNewer: boolean;
}

/** The first bytes of what compresses (file(5)'s magic), and tar's option for it: of a pipe it does not find that out itself. */
const MAGIC: readonly (readonly [readonly number[], string])[] = [
  [[0x1f, 0x8b], "-z"], [[0x42, 0x5a, 0x68], "-j"], [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "-J"], [[0x28, 0xb5, 0x2f, 0xfd], "--zstd"],
];

/** Whether gzip compressed it; of an archive on the host its name tells. */
export function isGzip(archive: Archive): boolean {
  return archive.from === "host" ? /\.(?:t?gz)$/.test(archive.path) : decompression(archive.bytes)[0] === "-z";
}

/** Whether bytes begin as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** tar, comparing, listing or extracting. */
export function tarCommand(verb: "--diff" | "--list" | "--extract", { archive, dest, exclude, include, extraOpts, keepNewer }: TarOptions): Command {
  const source = archive.from === "host" ? ["-f", archive.path] : [...decompression(archive.bytes), "-f", "-"];
  const owners = verb === "--extract" && keepNewer ? ["--keep-newer-files"] : [];
  const argv = ["tar", verb, "-C", dest, ...extraOpts, ...owners, ...exclude.map((pattern) => `--exclude=${pattern}`), ...source, ...(include.length > 0 ? ["--", ...include] : [])];
  return archive.from === "host" ? { argv } : { argv, stdin: archive.bytes };
}

function decompression(bytes: Uint8Array): readonly string[] {
  const found = MAGIC.find(([magic]) => magic.every((byte, at) => bytes[at] === byte));
  return found === undefined ? [] : [found[1]];
}

/** What tar found out by comparing. Times, modes and owners are left out: they hang on the user and the umask that it is unpacked with. */
export function tarDifferences({ stdout, stderr }: Output): readonly string[] {
  const told = stdout.split("\n").filter((line) => /: (?:Size|Contents|Symlink|File type|Device number) differs?$|: Contents differ$|: Not linked to /.test(line));
  const lacking = stderr.split("\n").filter((line) => /: (?:Warning: )?Cannot (?:stat|readlink|open): No such file or directory/.test(line) && !line.startsWith("tar: : "));
  return [...told, ...lacking.map((line) => line.replace(/^tar: (.*?): (?:Warning: )?Cannot .*$/, "$1: is not there"))];
}

/** Whether tar could not read the archive at all; its words. */
export function tarFailure({ code, stderr }: Output): string | undefined {
  const grave = stderr.split("\n").find((line) => /is not recoverable|This does not look like a tar archive|Child returned status|Unrecognized archive format|invalid option|unrecognized option|: Not found in archive/.test(line));
  return code === 127 ? "tar is not installed" : code === 2 || grave !== undefined ? grave ?? stderr.trim() : undefined;
}
