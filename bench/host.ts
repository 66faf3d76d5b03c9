import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { describeFailure, up, type HostSpec } from "#engine/lab/lab.js";
import { clientKey, knownHosts } from "#engine/lab/paths.js";

/** The lab host that is measured. */
export const host: HostSpec = { name: "bench1", release: "bookworm", address: "198.18.0.31" };

/** The lab's client key, and the file with its hosts' keys. */
export const key = clientKey;
export const known = knownHosts;

/** Boots the host, installs what Ansible needs on it (tsplay needs nothing), and plays the playbook once. */
export async function prepare(inventory: string, play: readonly string[]): Promise<void> {
  const made = await up({ hosts: [host], say: (line) => process.stdout.write(`  ${line}\n`) });
  if (!made.ok) throw new Error(describeFailure(made.error));
  writeFileSync(inventory, [
    "all:", "  hosts:", `    ${host.name}:`, `      ansible_host: ${host.address}`, "      ansible_user: root",
    `      ansible_ssh_private_key_file: ${key}`, `      tsplay_known_hosts: ${known}`, "      ansible_python_interpreter: /usr/bin/python3", "",
  ].join("\n"));
  must(["ssh", "-i", key, "-o", `UserKnownHostsFile=${known}`, `root@${host.address}`, "DEBIAN_FRONTEND=noninteractive apt-get install -y -q python3 python3-apt >/dev/null"]);
  must(play);
}

function must([program = "", ...args]: readonly string[]): void {
  const done = spawnSync(program, args, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}\n${done.stdout}\n${done.stderr}`);
}
