import { upperDirectory } from "#engine/lab/lab.js";
import { run } from "#engine/lab/system.js";
import { inside, loginLogs } from "./lab.js";

/**
 * Every path that a host has written since it was created, with what no write leaves as it was: inode, size, owner, mode, and the times of the
 * last change to its content and to itself in nanoseconds (inode(7)). Quicker than reading each file, and as strict: the kernel sets the change time, nobody else can.
 * Also what lies in the host's /tmp and /dev/shm, which are in memory. `ignored` are paths without a leading slash.
 */
export async function stampsOf(name: string, ignored: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
  const disk = await run(["find", upperDirectory(name), "-ignore_readdir_race", "-printf", "%P\\t%i %s %m %U:%G %T@ %C@ %l\\0"]);
  if (disk.code !== 0) throw new Error(`find on the disk of ${name}: ${disk.stderr}`);
  const memory = await inside(name, "find", "/tmp", "/dev/shm", "-mindepth", "1", "-printf", "%p\\t%i %s %m %U:%G %T@ %C@ %l\\0");
  const skipped = [...loginLogs, ...ignored];
  const isSkipped = (path: string): boolean => cameAndWent.includes(path) || skipped.some((each) => path === each || path.startsWith(`${each}/`));
  return new Map([disk.stdout, memory].flatMap((text) => text.split("\0")).filter((line) => line !== "").map(pathAndStamp).filter(([path]) => !isSkipped(path)));
}

/** A program that only looks, such as `apt-get -s`, may leave nothing here but the time of the folder: what is in it is compared. */
const cameAndWent: readonly string[] = ["tmp", "var/tmp"];

function pathAndStamp(line: string): [string, string] {
  const tab = line.lastIndexOf("\t");
  return [line.slice(0, tab), line.slice(tab + 1)];
}
