import { access, mkdir, readdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";

const ours = "tsplay-lab";

/** Whether systemd is this machine's PID 1, sd_booted(3): then it keeps the hosts' control groups itself. */
export async function machineRunsSystemd(): Promise<boolean> {
  return access("/run/systemd/system").then(() => true, () => false);
}

/**
 * The control groups for one host, made; empty where systemd does it.
 * Without this, all hosts of a machine without systemd would share one group (nspawn --keep-unit uses that of its caller),
 * and stopping ssh.service in one would reach the processes of the others.
 */
export async function makeGroups(name: string): Promise<string[]> {
  if (await machineRunsSystemd()) return [];
  const roots = groupRoots(await readFile("/proc/self/mountinfo", "utf8"));
  const made = await Promise.all(roots.map(async (root) => {
    const path = join(root, ours, name);
    // A read-only hierarchy (some outer containers): nspawn then has to cope, as it would without us.
    return mkdir(path, { recursive: true }).then(() => path, () => undefined);
  }));
  return made.filter((path) => path !== undefined);
}

/** Removes the control groups of a host that is no more. */
export async function removeGroups(name: string): Promise<void> {
  const roots = groupRoots(await readFile("/proc/self/mountinfo", "utf8"));
  for (const root of roots) {
    await removeTree(join(root, ours, name));
    await rmdir(join(root, ours)).catch(() => undefined);
  }
}

/** Where systemd's control groups are mounted: version 2, and version 1's hierarchy "name=systemd". */
export function groupRoots(mountinfo: string): string[] {
  return mountinfo.split("\n").filter((line) => line.includes(" - cgroup2 ") || / - cgroup .*\bname=systemd\b/.test(line))
    .map((line) => line.split(" ")[4] ?? "").filter((point) => point.startsWith("/sys/fs/cgroup"));
}

async function removeTree(path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((each) => each.isDirectory())) await removeTree(join(path, entry.name));
  await rmdir(path).catch(() => undefined);
}
