import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { sshLine } from "./client.js";
import { badInput, type LabFailure } from "./failure.js";
import { destroyHost } from "./host.js";
import { knownHostsLines } from "./identity.js";
import { whileLocked } from "./lock.js";
import { removeNetwork, setCable } from "./network.js";
import { preparePackages, unsuitable } from "./packages.js";
import { clientKey, hostPaths, knownHosts } from "./paths.js";
import { clearLeftovers, survey, writeKnownHosts, type HostState } from "./survey.js";
import { run, type Ran, type Say } from "./system.js";
import { checkHosts, type HostSpec } from "./topology.js";
import { bringUp } from "./up.js";

export type { LabFailure } from "./failure.js";
export { describeFailure } from "./failure.js";
export type { Ran, Say } from "./system.js";
export type { HostState } from "./survey.js";
export { chooseHosts, defaultTopology, isRelease, releases, type HostSpec, type Release } from "./topology.js";
export { labUsers } from "./recipe.js";

/** A host that is up, and how to reach it: root and the users of `labUsers` let the key in. */
export interface LabHost extends HostSpec {
  /** Made by this very call, with an empty disk of its own and host keys nobody has seen. */
  readonly created: boolean;
  /** Path of the private key. */
  readonly privateKey: string;
  /** Path of the known_hosts file of all lab hosts. */
  readonly knownHosts: string;
  /** This host's lines in it. */
  readonly knownHostsLines: readonly string[];
}

/** What to bring up. */
export interface UpOptions {
  readonly hosts: readonly HostSpec[];
  /** Also make those anew that are up already. */
  readonly fresh?: boolean;
  readonly say: Say;
}

const silent: Say = () => undefined;

/**
 * Brings hosts up and waits until systemd says "running" and sshd lets the lab in. A host that is up stays as it is,
 * unless `fresh` or it has another release or address. Installs the lab's packages on this machine when they are missing.
 */
export async function up(options: UpOptions): Promise<Result<readonly LabHost[], LabFailure>> {
  const checked = checkHosts(options.hosts);
  if (!checked.ok) return checked;
  const prepared = await preparePackages(options.say);
  if (!prepared.ok) return prepared;
  return whileLocked(options.say, async () => {
    const made = await bringUp(options.hosts, options.fresh ?? false, options.say);
    return made.ok ? ok(await presentHosts(options.hosts, made.value)) : made;
  });
}

/** A fresh host of the same name, release and address: an empty disk, new host keys. */
export async function reset(name: string, say: Say = silent): Promise<Result<readonly LabHost[], LabFailure>> {
  const found = await findUp(name);
  return found.ok ? up({ hosts: [found.value.host], fresh: true, say }) : found;
}

/** All hosts of which there is a trace on this machine; "leftover" ones are cleared by the next up or down. Changes nothing. */
export async function status(): Promise<Result<readonly HostState[], LabFailure>> {
  const obstacle = unsuitable(process.platform, process.getuid?.());
  return obstacle === undefined ? ok(await survey()) : err(obstacle);
}

/** Ends hosts, or all of them, and removes all there is of them; with the last one goes the lab's network. Names that are not up are no failure. */
export async function down(names: readonly string[] = [], say: Say = silent): Promise<Result<undefined, LabFailure>> {
  return whileLocked(say, async () => {
    const cleared = await clearLeftovers(say);
    if (!cleared.ok) return cleared;
    for (const host of (await survey()).filter((each) => names.length === 0 || names.includes(each.name))) {
      const gone = await destroyHost(host.processes);
      if (!gone.ok) return gone;
      say(`${host.name} is down`);
    }
    await writeKnownHosts();
    if ((await survey()).length === 0) await removeNetwork();
    return ok(undefined);
  });
}

/** The words of an ssh(1) command that logs in on a host that is up, strict about its host key; add a remote command to it. */
export async function sshCommand(name: string, user = "root"): Promise<Result<readonly string[], LabFailure>> {
  const found = await findUp(name);
  return found.ok ? ok(sshLine(found.value.host, user)) : found;
}

/** The folder with all that a host has written since it was created, its overlay's upper layer (deletions are 0/0 character devices). To be read only. */
export function upperDirectory(name: string): string {
  return hostPaths(name).upper;
}

/** Pulls a host's network cable: packets vanish, connections hang until they time out. */
export async function pullNetwork(name: string): Promise<Result<undefined, LabFailure>> {
  const found = await findUp(name);
  return found.ok ? setCable(name, "down") : found;
}

/** Plugs the cable in again; the host sets its address again within a second or two. */
export async function plugNetwork(name: string): Promise<Result<undefined, LabFailure>> {
  const found = await findUp(name);
  return found.ok ? setCable(name, "up") : found;
}

/** Runs a program in a host as its root without SSH, by nsenter(1): works when sshd is stopped or the cable is pulled. */
export async function runInside(name: string, argv: readonly string[], input = ""): Promise<Result<Ran, LabFailure>> {
  const found = await findUp(name);
  if (!found.ok) return found;
  const enter = ["nsenter", "--target", String(found.value.leader), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd"];
  const clean = ["env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8"];
  return ok(await run([...enter, ...clean, ...argv], { input }));
}

async function presentHosts(hosts: readonly HostSpec[], made: readonly HostSpec[]): Promise<LabHost[]> {
  const states = await survey();
  return hosts.map((host) => ({
    ...host, created: made.includes(host), privateKey: clientKey, knownHosts,
    knownHostsLines: knownHostsLines(host, states.find((each) => each.name === host.name)?.description?.hostKeys ?? []),
  }));
}

async function findUp(name: string): Promise<Result<{ readonly host: HostSpec; readonly leader: number }, LabFailure>> {
  const all = await status();
  if (!all.ok) return all;
  const states = all.value.filter((each) => each.state === "up");
  const found = states.find((each) => each.name === name);
  if (found?.description !== undefined && found.processes.leader !== undefined) return ok({ host: found.description, leader: found.processes.leader });
  return err(badInput(`The lab host "${name}" is not up.`, didYouMean(name, states.map((each) => each.name)) ?? `Bring it up: tsplay lab up ${name}`));
}
