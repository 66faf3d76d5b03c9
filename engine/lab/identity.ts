import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ok, type Result } from "#engine/core/result.js";
import { put } from "./customise.js";
import type { LabFailure } from "./failure.js";
import { resolverText } from "./machine-config.js";
import { clientKey } from "./paths.js";
import { labUsers } from "./recipe.js";
import { must } from "./system.js";
import { network, type HostSpec } from "./topology.js";

/**
 * Gives a host that has not booted yet what makes it this host: name, address, machine id, fresh SSH host keys, and who may
 * log in. Returns its public host keys, as `type base64`.
 */
export async function giveIdentity(host: HostSpec, root: string): Promise<Result<string[], LabFailure>> {
  await put(root, "etc/hostname", `${host.name}\n`);
  await put(root, "etc/hosts", `127.0.0.1 localhost\n127.0.1.1 ${host.name}\n::1 localhost ip6-localhost ip6-loopback\n`);
  await put(root, "etc/machine-id", `${randomBytes(16).toString("hex")}\n`, 0o444);
  await put(root, "etc/resolv.conf", await resolverText());
  await put(root, "etc/systemd/network/10-lab.network", networkFile(host));
  await letClientIn(root);
  const made = await must(`make host keys for ${host.name}`, ["ssh-keygen", "-A", "-f", root]);
  return made.ok ? ok(await publicKeys(root)) : made;
}

/** systemd.network(5) for the host's end of the cable; no IPv6 of its own, so that no router's answer is waited for. */
export function networkFile(host: HostSpec): string {
  return `[Match]\nName=host0\n\n[Network]\nAddress=${host.address}/${network.prefix}\nGateway=${network.gateway}\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n`;
}

/** The lines of known_hosts (sshd(8)) for a host, by name and by address. */
export function knownHostsLines(host: HostSpec, keys: readonly string[]): string[] {
  return keys.map((key) => `${host.name},${host.address} ${key}`);
}

async function letClientIn(root: string): Promise<void> {
  const key = await readFile(`${clientKey}.pub`, "utf8");
  const logins = [{ home: "root", uid: 0 }, ...labUsers.map((user) => ({ home: join("home", user.name), uid: user.uid }))];
  for (const { home, uid } of logins) {
    const folder = join(home, ".ssh");
    await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
    await put(root, join(folder, "authorized_keys"), key, 0o600);
    for (const path of [folder, join(folder, "authorized_keys")]) await chown(join(root, path), uid, uid);
  }
}

async function publicKeys(root: string): Promise<string[]> {
  const folder = join(root, "etc/ssh");
  const names = (await readdir(folder)).filter((name) => /^ssh_host_.*_key\.pub$/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  // The third word is a comment with this machine's name.
  return texts.map((text) => text.trim().split(" ").slice(0, 2).join(" "));
}
