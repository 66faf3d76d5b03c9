import { access, rm } from "node:fs/promises";
import { ok, type Result } from "#engine/core/result.js";
import type { LabFailure } from "./failure.js";
import { clientKey, knownHosts } from "./paths.js";
import { must } from "./system.js";
import type { HostSpec } from "./topology.js";

/** Makes the key pair that all lab hosts let in, unless there is one; only root can read it. */
export async function ensureClientKey(): Promise<Result<undefined, LabFailure>> {
  const present = await Promise.allSettled([access(clientKey), access(`${clientKey}.pub`)]);
  if (present.every((each) => each.status === "fulfilled")) return ok(undefined);
  await rm(clientKey, { force: true });
  const made = await must("make the lab's SSH key", ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "tsplay-lab", "-f", clientKey]);
  return made.ok ? ok(undefined) : made;
}

/** The words of ssh(1) that log in on a host with the lab's key and nothing of the user's own configuration; strict about the host key. */
export function sshLine(host: HostSpec, user = "root"): string[] {
  const options = ["IdentitiesOnly=yes", "StrictHostKeyChecking=yes", `UserKnownHostsFile=${knownHosts}`, "GlobalKnownHostsFile=/dev/null", "ConnectTimeout=5", "LogLevel=ERROR"];
  return ["ssh", "-F", "/dev/null", "-i", clientKey, ...options.flatMap((option) => ["-o", option]), `${user}@${host.address}`];
}
