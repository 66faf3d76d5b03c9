import { join } from "node:path";

/** Base trees and downloaded packages: may be deleted while no lab host runs, at the price of time. */
export const cacheDirectory = "/var/cache/tsplay-lab";

/** What belongs to the lab as it is now. */
export const stateDirectory = "/var/lib/tsplay-lab";

/** The private key that every lab host lets in; inventories may name this constant path. */
export const clientKey = join(stateDirectory, "id_ed25519");

/** The host keys of the hosts that are up; rewritten by every `up`, `reset` and `down`. */
export const knownHosts = join(stateDirectory, "known_hosts");

/** The file whose lock is held while the lab is being changed. */
export const lockFile = join(stateDirectory, "lock");

/** What the machine was like before the lab changed it. */
export const machineFile = join(stateDirectory, "machine.json");

/** One folder a host. */
export const hostsDirectory = join(stateDirectory, "hosts");

/** The places of one host. */
export interface HostPaths {
  readonly home: string;
  /** The description of the host, as it was created. */
  readonly description: string;
  /** A file that is there once the host has booted to the end. */
  readonly booted: string;
  /** Overlay: what the host has written since it was created. */
  readonly upper: string;
  /** Overlay: the kernel's own. */
  readonly work: string;
  /** Overlay: the merged tree, the host's `/`. */
  readonly root: string;
  /** Overlay: a read-only layer with downloaded packages, see debs.ts. */
  readonly debs: string;
  /** The console of the host, from the first line of systemd on. */
  readonly log: string;
}

/** Where a host of this name lives. */
export function hostPaths(name: string): HostPaths {
  const home = join(hostsDirectory, name);
  const at = (leaf: string): string => join(home, leaf);
  return { home, description: at("host.json"), booted: at("booted"), upper: at("upper"), work: at("work"), root: at("root"), debs: at("debs"), log: at("console.txt") };
}
