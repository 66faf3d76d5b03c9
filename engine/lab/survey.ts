import { access, readdir, rm, writeFile } from "node:fs/promises";
import { ok, type Result } from "#engine/core/result.js";
import { mountedHosts } from "./disk.js";
import type { LabFailure } from "./failure.js";
import { describeHost, destroyHost, type HostDescription } from "./host.js";
import { knownHostsLines } from "./identity.js";
import { hostPaths, hostsDirectory, knownHosts } from "./paths.js";
import { findProcesses, type HostProcesses } from "./processes.js";
import type { Say } from "./system.js";

/** What there is of a host on this machine. */
export interface HostState {
  readonly name: string;
  readonly processes: HostProcesses;
  /** Missing when a run was killed while it created the host. */
  readonly description?: HostDescription;
  /** "up": it runs. "leftover": a killed run left its disk, its mounts or some of its processes, or it was powered off. Also while it boots for the first time. */
  readonly state: "up" | "leftover";
}

/** All hosts that have left a trace: a folder, a mount or a process. */
export async function survey(): Promise<HostState[]> {
  const [folders, mounted, processes] = await Promise.all([readdir(hostsDirectory).catch(() => []), mountedHosts(), findProcesses()]);
  const names = [...new Set([...folders, ...mounted, ...processes.map((each) => each.name)])].sort();
  return Promise.all(names.map(async (name) => {
    const own = processes.find((each) => each.name === name) ?? { name };
    const description = await describeHost(name);
    const complete = own.launcher !== undefined && mounted.includes(name) && await access(hostPaths(name).booted).then(() => true, () => false);
    return description === undefined ? { name, processes: own, state: "leftover" } : { name, processes: own, description, state: complete ? "up" : "leftover" };
  }));
}

/** Removes what killed runs left behind, saying so. A host in pieces is not mended: it is made anew by who wants it. */
export async function clearLeftovers(say: Say): Promise<Result<undefined, LabFailure>> {
  for (const host of (await survey()).filter((each) => each.state === "leftover")) {
    say(`clearing what an ended run left of ${host.name}`);
    const gone = await destroyHost(host.processes);
    if (!gone.ok) return gone;
  }
  return ok(undefined);
}

/** Writes the known_hosts file for the hosts there are; none, no file. */
export async function writeKnownHosts(): Promise<void> {
  const lines = (await survey()).flatMap(({ description }) => description === undefined ? [] : knownHostsLines(description, description.hostKeys));
  if (lines.length === 0) await rm(knownHosts, { force: true });
  else await writeFile(knownHosts, `${lines.join("\n")}\n`, { mode: 0o644 });
}
