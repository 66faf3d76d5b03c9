import { link, mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory, type HostPaths } from "./paths.js";
import type { Release } from "./topology.js";

const archives = "var/cache/apt/archives";

/**
 * The packages that earlier hosts downloaded, kept so that the next host need not.
 * A host sees them as a read-only layer below its disk, at the place where apt itself keeps what it fetched; apt checks
 * size and hash before it uses one. A shared writable folder would be simpler, but apt takes a lock in it, so that two
 * hosts could not install at once, and what a host writes would no longer be all in its `upper`.
 */
export async function offerPackages(release: Release, paths: HostPaths): Promise<string> {
  const target = join(paths.debs, archives);
  const pool = await poolOf(release);
  await mkdir(target, { recursive: true, mode: 0o755 });
  // Linked, not copied; and a folder of the host's own, because a layer must not change while it is mounted.
  await Promise.all((await debsIn(pool)).map((name) => link(join(pool, name), join(target, name)).catch(() => undefined)));
  return paths.debs;
}

/** Moves what a host that is no more had downloaded into the pool. */
export async function keepPackages(release: Release, paths: HostPaths): Promise<void> {
  const pool = await poolOf(release);
  const from = join(paths.upper, archives);
  await Promise.all((await debsIn(from)).map((name) => rename(join(from, name), join(pool, name)).catch(() => undefined)));
}

async function poolOf(release: Release): Promise<string> {
  const pool = join(cacheDirectory, "debs", release);
  await mkdir(pool, { recursive: true });
  return pool;
}

async function debsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith(".deb")).map((entry) => entry.name);
}
