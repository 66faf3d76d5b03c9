import { describeFailure, down, runInside, up, type LabFailure, type LabHost } from "#engine/lab/lab.js";
import type { Result } from "#engine/core/result.js";

const NAME = "conf1";

/** The real host of the playbooks below playbooks/ssh/, with what Ansible needs there; throws where the lab cannot boot one. */
export async function labHost(): Promise<{ readonly inventory: string; readonly remove: () => Promise<void> }> {
  const lines: string[] = [];
  const [host] = valueOf(await up({ hosts: [{ name: NAME, release: "bookworm", address: "198.18.0.71" }], fresh: true, say: (line) => { lines.push(line); } }));
  if (host === undefined) throw new Error(lines.join("\n"));
  await inside("apt-get", "-qy", "update");
  await inside("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qy", "install", "--no-install-recommends", "python3", "python3-apt");
  return { inventory: inventoryOf(host), remove: async () => { valueOf(await down([NAME])); } };
}

/** The same host as root, and as a user with sudo. */
function inventoryOf({ address, privateKey, knownHosts }: LabHost): string {
  return [
    "localhost ansible_connection=local", "[machines]", `${NAME} ansible_user=root`, "[deployed]", `${NAME}-deploy ansible_user=deploy`,
    "[real:children]", "machines", "deployed", "[real:vars]", `ansible_host=${address}`, `ansible_ssh_private_key_file=${privateKey}`, `tsplay_known_hosts=${knownHosts}`,
    "[all:vars]", "ansible_python_interpreter=/usr/bin/python3", "",
  ].join("\n");
}

async function inside(...argv: string[]): Promise<void> {
  const ran = valueOf(await runInside(NAME, argv));
  if (ran.code !== 0) throw new Error(`${argv.join(" ")} on ${NAME} ended with ${ran.code}: ${ran.stderr}`);
}

function valueOf<T>(result: Result<T, LabFailure>): T {
  if (!result.ok) throw new Error(describeFailure(result.error));
  return result.value;
}
