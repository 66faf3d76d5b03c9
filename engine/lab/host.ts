import { readFile, rm, writeFile } from "node:fs/promises";
import { err, ok, type Result } from "#engine/core/result.js";
import { removeGroups } from "./cgroups.js";
import { keepPackages, offerPackages } from "./debs.js";
import { mountDisk, unmountBelow } from "./disk.js";
import { stepFailed, type LabFailure } from "./failure.js";
import { giveIdentity } from "./identity.js";
import { removeCable } from "./network.js";
import { hostPaths } from "./paths.js";
import { killProcesses, type HostProcesses } from "./processes.js";
import { checkHosts, type HostSpec } from "./topology.js";

/** What is written down of a host when it is created. */
export interface HostDescription extends HostSpec {
  /** Its public host keys, `type base64`. */
  readonly hostKeys: readonly string[];
}

/** Makes the disk of a new host over a base tree: an empty overlay, and what makes it this host. It does not start it. */
export async function createHost(host: HostSpec, base: string): Promise<Result<HostDescription, LabFailure>> {
  const paths = hostPaths(host.name);
  const debs = await offerPackages(host.release, paths);
  const mounted = await mountDisk(paths, [debs, base]);
  if (!mounted.ok) return mounted;
  const keys = await giveIdentity(host, paths.root);
  if (!keys.ok) return keys;
  const description: HostDescription = { name: host.name, release: host.release, address: host.address, hostKeys: keys.value };
  await writeFile(paths.description, `${JSON.stringify(description, null, 2)}\n`);
  return ok(description);
}

/** Ends a host and removes all there is of it, whatever state it is in; what it downloaded is kept for the next. */
export async function destroyHost(processes: HostProcesses): Promise<Result<undefined, LabFailure>> {
  const { name } = processes;
  const paths = hostPaths(name);
  const description = await describeHost(name);
  if (!await killProcesses(processes)) return err(stepFailed(`The processes of ${name} do not end.`));
  await removeCable(name);
  const unmounted = await unmountBelow(paths.home);
  if (!unmounted.ok) return unmounted;
  if (description !== undefined) await keepPackages(description.release, paths);
  await removeGroups(name);
  await rm(paths.home, { recursive: true, force: true });
  return ok(undefined);
}

/** What was written down of a host, or undefined when it was never created to the end. */
export async function describeHost(name: string): Promise<HostDescription | undefined> {
  const text = await readFile(hostPaths(name).description, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseDescription(text);
}

/** The description in the text of host.json; undefined for anything else, such as half of one. */
export function parseDescription(text: string): HostDescription | undefined {
  try {
    const value = JSON.parse(text) as Partial<HostDescription> | null;
    const { name, release, address, hostKeys } = value ?? {};
    if (name === undefined || release === undefined || address === undefined || !Array.isArray(hostKeys)) return undefined;
    return checkHosts([{ name, release, address }]).ok ? { name, release, address, hostKeys } : undefined;
  } catch {
    return undefined;
  }
}
