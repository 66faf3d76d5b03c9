import { spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { err, ok, type Result } from "#engine/core/result.js";
import { machineRunsSystemd, makeGroups } from "./cgroups.js";
import { sshLine } from "./client.js";
import { stepFailed, type LabFailure } from "./failure.js";
import { hostPaths } from "./paths.js";
import { markerFor } from "./processes.js";
import { environment, run, waitFor } from "./system.js";
import { network, type HostSpec } from "./topology.js";

const bootSeconds = 90;

// $1 = how many groups follow; then the groups, then the command. A child enters the groups and becomes the command. Code 133
// is nspawn's word for "the host wants to reboot" (it leaves the restart to its unit with --keep-unit), so it is started again.
const launcher = `
while :; do
  ( n=$1; shift
    while [ "$n" -gt 0 ]; do sh -c 'echo $PPID' >"$1/cgroup.procs" || exit 1; shift; n=$((n-1)); done
    exec "$@" )
  [ $? -eq 133 ] || exit
done`;

/** Starts a host whose disk is mounted, in a session of its own: it outlives this process, and is found again by its marker. */
export async function startHost(host: HostSpec): Promise<void> {
  const groups = await makeGroups(host.name);
  const line = nspawnLine(host, await machineRunsSystemd());
  const log = await open(hostPaths(host.name).log, "a", 0o644);
  const variables = { ...environment(), ...nspawnVariables(groups.length > 0) };
  const child = spawn("sh", ["-c", launcher, "sh", String(groups.length), ...groups, ...line], {
    detached: true, stdio: ["ignore", log.fd, log.fd], env: variables,
  });
  child.on("error", () => undefined);
  child.unref();
  await log.close();
}

/** Settings of systemd-nspawn that have no option; systemd's docs/ENVIRONMENT.md has them. */
function nspawnVariables(ownGroups: boolean): Readonly<Record<string, string>> {
  return {
    // Debian 12 keeps /tmp on its disk (13 mounts a tmpfs by itself): what is written there must be seen in `upper`.
    SYSTEMD_NSPAWN_TMPFS_TMP: "0",
    // Debian has used control groups version 2 alone since 11; without this the machine's own layout would show through.
    ...(ownGroups ? { UNIFIED_CGROUP_HIERARCHY: "1" } : {}),
  };
}

/** The words of systemd-nspawn(1) for a host. */
export function nspawnLine(host: HostSpec, systemd: boolean): string[] {
  return ["systemd-nspawn", "--quiet", `--directory=${hostPaths(host.name).root}`, "--boot", `--network-bridge=${network.bridge}`,
    `--machine=${host.name}`, `--hostname=${host.name}`, markerFor(host.name), "--register=no", "--resolv-conf=off", "--timezone=off", "--link-journal=no",
    // With systemd on this machine the host gets a scope of its own, which also outlives the login.
    ...(systemd ? [] : ["--keep-unit"])];
}

/** Waits until the host lets the lab in by SSH and says that it has started; up to 90 s. A unit that failed is named. */
export async function waitUntilRunning(host: HostSpec): Promise<Result<undefined, LabFailure>> {
  const ssh = [...sshLine(host), "-o", "BatchMode=yes"];
  const answered = await waitFor(async () => (await run([...ssh, "true"], { timeout: 10 })).code === 0 ? true : undefined, bootSeconds, 150);
  if (answered === undefined) return err(stepFailed(`${host.name} did not answer by SSH within ${bootSeconds} s.`, await consoleTail(host.name)));
  const state = (await run([...ssh, "systemctl", "is-system-running", "--wait"], { timeout: bootSeconds })).stdout.trim();
  if (state === "running") return ok(undefined);
  const failed = (await run([...ssh, "systemctl", "list-units", "--failed", "--plain", "--no-legend"], { timeout: 10 })).stdout.trim();
  return err(stepFailed(`${host.name} has started, but systemd says "${state === "" ? "nothing" : state}".`, failed === "" ? await consoleTail(host.name) : `Units that failed:\n${failed}`));
}

async function consoleTail(name: string): Promise<string> {
  const { log } = hostPaths(name);
  const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-8);
  return [`The end of its console (${log}):`, ...lines].join("\n");
}
