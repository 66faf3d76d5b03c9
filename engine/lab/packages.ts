import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { err, ok, type Result } from "#engine/core/result.js";
import { cannotWork, type LabFailure } from "./failure.js";
import { run, type Say } from "./system.js";

/** What the lab calls, and the Debian package that brings it. */
const tools: Readonly<Record<string, string>> = {
  "systemd-nspawn": "systemd-container",
  mmdebstrap: "mmdebstrap",
  ip: "iproute2",
  iptables: "iptables",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  nsenter: "util-linux",
  flock: "util-linux",
  setpriv: "util-linux",
  mount: "mount",
};

/**
 * Makes sure that this machine can have a lab, installing by apt-get what is missing and saying so.
 * Fails when it is not Linux, when this process is not root, or when a tool is missing and cannot be installed.
 */
export async function preparePackages(say: Say): Promise<Result<undefined, LabFailure>> {
  const obstacle = unsuitable(process.platform, process.getuid?.());
  if (obstacle !== undefined) return err(obstacle);
  const absent = await missingTools();
  if (absent.length === 0) return ok(undefined);
  return install(absent, say);
}

/** Why no lab can be had by this user on this system, or undefined. */
export function unsuitable(platform: string, uid: number | undefined): LabFailure | undefined {
  if (platform !== "linux") return cannotWork(`The lab needs Linux, and this is ${platform}: its hosts are systemd-nspawn containers.`, "Use a Debian 12 or 13 machine, a virtual one will do.");
  if (uid !== 0) return cannotWork("The lab needs root: it mounts file systems, makes a network bridge and starts systemd-nspawn.", "Run the same command with sudo.");
  return undefined;
}

/** The packages that bring these tools, each once, in order. */
export function packagesOf(absent: readonly string[]): string[] {
  return [...new Set(absent.map((tool) => tools[tool] ?? tool))].sort();
}

async function missingTools(): Promise<string[]> {
  const found = await Promise.all(Object.keys(tools).map(async (tool) => await onPath(tool) ? undefined : tool));
  return found.filter((tool) => tool !== undefined);
}

async function onPath(tool: string): Promise<boolean> {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  const looks = await Promise.allSettled(folders.map((folder) => access(join(folder, tool), constants.X_OK)));
  return looks.some((look) => look.status === "fulfilled");
}

async function install(absent: readonly string[], say: Say): Promise<Result<undefined, LabFailure>> {
  if (!await onPath("apt-get")) return err(cannotWork(`The lab needs ${absent.join(", ")}, and there is no apt-get to install what is missing.`, "Install them, or use a Debian 12 or 13 machine."));
  const packages = packagesOf(absent);
  say(`installing what the lab needs and this machine lacks: ${packages.join(" ")}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const line = ["apt-get", "-y", "-q", "--no-install-recommends", "install", ...packages];
  const update = await run(["apt-get", "-q", "update"], { env });
  const ran = await run(line, { env, timeout: 1200 });
  const still = await missingTools();
  if (ran.code === 0 && still.length === 0) return ok(undefined);
  const detail = [update.stderr, ran.stderr].join("\n").trim().split("\n").slice(-8).join("\n");
  return err(cannotWork(`The lab needs ${absent.join(", ")}, and \`${line.join(" ")}\` did not bring them.`, detail));
}
