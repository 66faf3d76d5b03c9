import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Result } from "#engine/core/result.js";
import { describeFailure, runInside, up, upperDirectory, type HostSpec, type LabFailure, type LabHost, type Ran } from "#engine/lab/lab.js";

/** The key that logs in on lab hosts, and more: see engine/lab/lab.ts. */
export type { HostSpec, LabHost } from "#engine/lab/lab.js";

/**
 * Boots hosts before the tests of the enclosing `describe`; call the returned function inside the tests to get them.
 * Fresh ones unless told otherwise. Never skips: where the lab cannot work the tests fail and say why. Test files that may
 * run at the same time take other names and addresses each, and end their hosts by `down(names)` in an `after`.
 */
export function labHosts(specs: readonly HostSpec[], options: { readonly fresh?: boolean } = {}): () => readonly LabHost[] {
  let hosts: readonly LabHost[] | undefined;
  before(async function () {
    this.timeout(600_000);
    const lines: string[] = [];
    const done = await up({ hosts: specs, fresh: options.fresh ?? true, say: (line) => { lines.push(line); } });
    if (!done.ok) throw new Error([...lines, describeFailure(done.error)].join("\n"));
    hosts = done.value;
  });
  return () => {
    if (hosts === undefined) throw new Error("labHosts(): ask for the hosts inside a test, after they have booted");
    return hosts;
  };
}

/** The value of a lab call that must succeed. */
export function valueOf<T>(result: Result<T, LabFailure>): T {
  if (!result.ok) throw new Error(describeFailure(result.error));
  return result.value;
}

/** Runs a command inside a host beside SSH, for looking at it or for breaking it; it must end with code 0. */
export async function inside(name: string, ...argv: string[]): Promise<string> {
  const ran: Ran = valueOf(await runInside(name, argv));
  if (ran.code !== 0) throw new Error(`${argv.join(" ")} on ${name} ended with ${ran.code}: ${ran.stderr}`);
  return ran.stdout;
}

/** What a login by itself writes: the journal, and who was there. */
export const loginLogs: readonly string[] = ["var/log/journal", "var/log/wtmp", "var/log/lastlog", "var/log/btmp", "var/lib/wtmpdb", "var/lib/lastlog", "var/lib/sudo"];

/** Every path that a host has written since it was created, with all that can be told of it: kind, owner, mode, times, content. */
export async function diskOf(name: string, ignored: readonly string[] = loginLogs): Promise<ReadonlyMap<string, string>> {
  const root = upperDirectory(name);
  const paths = ["", ...await readdir(root, { recursive: true })].filter((path) => !ignored.some((each) => path === each || path.startsWith(`${each}/`)));
  return new Map(await Promise.all(paths.sort().map(async (path) => [path, await describePath(join(root, path))] as const)));
}

/** The paths in which two looks at a disk differ; empty = the same to the byte. */
export function changedPaths(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string>): string[] {
  return [...new Set([...earlier.keys(), ...later.keys()])].filter((path) => earlier.get(path) !== later.get(path)).sort();
}

async function describePath(path: string): Promise<string> {
  const found = await lstat(path);
  const text = `${found.mode.toString(8)} ${found.uid}:${found.gid} ${found.rdev} ${found.mtimeMs}`;
  if (found.isSymbolicLink()) return `${text} -> ${await readlink(path)}`;
  return found.isFile() ? `${text} ${found.size} ${await digest(path)}` : text;
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
