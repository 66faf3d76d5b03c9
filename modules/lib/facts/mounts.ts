import type { ValueMap } from "#engine/core/value.js";
import type { Seen } from "./seen.js";

/** File systems on devices and of other hosts, from proc(5)'s mounts and mountinfo, with sizes of `stat -f` in bytes and blocks. */
export function mountFacts(seen: Seen): ValueMap {
  const sizes = new Map(seen.block("sizes").flatMap(sizeOf));
  const uuids = uuidsOf(seen.block("uuids"));
  const parts = seen.lines("/proc/self/mountinfo").map((line) => line.split(" "));
  const bound = new Set(parts.filter((words) => words[3] !== "/").map((words) => unescaped(words[4] ?? "")));
  const entries = seen.lines("/proc/mounts").map((line) => line.split(" ").map(unescaped)).flatMap(([device = "", mount = "", fstype = "", options = ""]): [string, ValueMap][] => {
    if (!isListed(device, fstype)) return [];
    const size = sizes.get(mount);
    const note = size === undefined ? { note: "Could not get extra information" } : {};
    return [[mount, { device, mount, fstype, options: bound.has(mount) ? `${options},bind` : options, ...size, ...note, uuid: uuids.get(device) ?? "N/A" }]];
  });
  return { mounts: [...new Map(entries).values()] };
}

function isListed(device: string, fstype: string): boolean {
  return fstype !== "none" && (/^[/\\]/.test(device) || device.includes(":/"));
}

/** proc(5): blanks and backslashes are written as three octal digits. */
function unescaped(word: string): string {
  return word.replaceAll(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function sizeOf(line: string): [string, ValueMap][] {
  const match = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (.*)$/.exec(line);
  if (match === null) return [];
  const [unit = 0, block_size = 0, block_total = 0, block_available = 0, inode_total = 0, inode_available = 0] = match.slice(1, 7).map(Number);
  return [[match[7] ?? "", {
    size_total: unit * block_total, size_available: unit * block_available, block_size, block_total, block_available, block_used: block_total - block_available,
    inode_total, inode_available, inode_used: inode_total - inode_available,
  }]];
}

/** Lines of lsblk(8): a device, and its file system's UUID where it has one. */
function uuidsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const pairs = lines.map((line) => line.trim().split(/\s+/)).filter((words) => words.length > 1);
  return new Map(pairs.reverse().map(([device = "", uuid = ""]) => [device, uuid]));
}
