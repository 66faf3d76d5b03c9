import { writeFile } from "node:fs/promises";
import { err, ok, type Result } from "#engine/core/result.js";
import { baseTree } from "./base.js";
import { startHost, waitUntilRunning } from "./boot.js";
import { ensureClientKey } from "./client.js";
import { badInput, type LabFailure } from "./failure.js";
import { createHost, destroyHost } from "./host.js";
import { makeNetwork } from "./network.js";
import { hostPaths } from "./paths.js";
import { clearLeftovers, survey, writeKnownHosts, type HostState } from "./survey.js";
import type { Say } from "./system.js";
import type { HostSpec } from "./topology.js";

/** Which of the hosts have to be made, after what stands in their way is gone. The caller holds the lock. */
export async function bringUp(hosts: readonly HostSpec[], fresh: boolean, say: Say): Promise<Result<readonly HostSpec[], LabFailure>> {
  for (const prepare of [ensureClientKey, () => clearLeftovers(say), makeNetwork]) {
    const prepared = await prepare();
    if (!prepared.ok) return prepared;
  }
  const present = await survey();
  const taken = takenAddress(hosts, present);
  if (taken !== undefined) return err(taken);
  const wanted = hosts.filter((host) => fresh || !present.some((each) => isSame(host, each)));
  for (const old of present.filter((each) => wanted.some((host) => host.name === each.name))) {
    say(`removing ${old.name}, to make it anew`);
    const gone = await destroyHost(old.processes);
    if (!gone.ok) return gone;
  }
  const made = wanted.length === 0 ? ok(undefined) : await makeHosts(wanted, say);
  return made.ok ? ok(wanted) : made;
}

async function makeHosts(hosts: readonly HostSpec[], say: Say): Promise<Result<undefined, LabFailure>> {
  for (const host of hosts) {
    const base = await baseTree(host.release, say);
    const created = base.ok ? await createHost(host, base.value) : base;
    if (!created.ok) return undo(hosts, created.error);
  }
  await writeKnownHosts();
  const started = await Promise.all(hosts.map((host) => bootOne(host, say)));
  const failed = started.find((each) => !each.ok);
  return failed === undefined ? ok(undefined) : undo(hosts, failed.error);
}

async function bootOne(host: HostSpec, say: Say): Promise<Result<undefined, LabFailure>> {
  const since = Date.now();
  await startHost(host);
  const running = await waitUntilRunning(host);
  if (!running.ok) return running;
  await writeFile(hostPaths(host.name).booted, "");
  say(`${host.name} is up at ${host.address} (${host.release}, ${((Date.now() - since) / 1000).toFixed(1)} s)`);
  return running;
}

/** After a failure none of the new hosts stays: half a lab would be taken for a whole one by the next `up`. */
async function undo(hosts: readonly HostSpec[], error: LabFailure): Promise<Result<undefined, LabFailure>> {
  for (const each of (await survey()).filter((state) => hosts.some((host) => host.name === state.name))) await destroyHost(each.processes);
  await writeKnownHosts();
  return err(error);
}

function isSame(host: HostSpec, { state, description }: HostState): boolean {
  return state === "up" && description?.name === host.name && description.release === host.release && description.address === host.address;
}

function takenAddress(hosts: readonly HostSpec[], present: readonly HostState[]): LabFailure | undefined {
  for (const host of hosts) {
    const other = present.find((each) => each.description?.address === host.address && each.name !== host.name && !hosts.some((one) => one.name === each.name));
    if (other !== undefined) return badInput(`${host.name} cannot have the address ${host.address}: the lab host ${other.name} has it.`, `Take another address, or end that host: tsplay lab down ${other.name}`);
  }
  return undefined;
}
