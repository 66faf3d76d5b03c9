import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ok, type Result } from "#engine/core/result.js";
import type { LabFailure } from "./failure.js";
import { resolverText } from "./machine-config.js";
import type { LabUser, Recipe } from "./recipe.js";
import { must } from "./system.js";

/** Makes a fresh mmdebstrap tree into a lab host's: users, certificates, pip, units, package lists. */
export async function customise(recipe: Recipe, tree: string): Promise<Result<string, LabFailure>> {
  await writeFiles(recipe, tree);
  for (const user of recipe.users) {
    const added = await addUser(tree, user);
    if (!added.ok) return added;
  }
  for (const argv of [["update-ca-certificates"], ["systemctl", "enable", "systemd-networkd.service"], ["systemctl", "mask", ...recipe.masked], ["apt-get", "-q", "update"]]) {
    const done = await within(tree, argv);
    if (!done.ok) return done;
  }
  await forgetIdentity(tree);
  await put(tree, "etc/tsplay-lab-base", `${recipe.release} ${recipe.version}\n`);
  return ok(tree);
}

/** Writes a file below a tree, with its folders; `mode` in octal. */
export async function put(tree: string, path: string, text: string, mode = 0o644): Promise<void> {
  const full = join(tree, path);
  await mkdir(dirname(full), { recursive: true });
  // A symbolic link of the same name (resolv.conf on some releases) would lead out of the tree.
  await rm(full, { force: true });
  await writeFile(full, text, { mode });
}

async function writeFiles(recipe: Recipe, tree: string): Promise<void> {
  const { certificates, pip, environment } = recipe.config;
  for (const [name, text] of Object.entries(certificates)) await put(tree, `usr/local/share/ca-certificates/${name}`, text);
  if (pip !== "") await put(tree, "etc/pip.conf", pip);
  if (environment !== "") await put(tree, "etc/environment", environment);
  for (const user of recipe.users) await put(tree, `etc/sudoers.d/lab-${user.name}`, `${user.sudo}\n`, 0o440);
  await put(tree, "etc/resolv.conf", await resolverText());
  await put(tree, "etc/default/locale", "LANG=C.UTF-8\n");
  await symlink("/usr/share/zoneinfo/Etc/UTC", join(tree, "etc/localtime")).catch(() => undefined);
}

async function addUser(tree: string, user: LabUser): Promise<Result<string, LabFailure>> {
  const added = await within(tree, ["useradd", "--create-home", "--shell", "/bin/bash", "--uid", String(user.uid), user.name]);
  if (!added.ok || user.password === undefined) return added;
  return within(tree, ["chpasswd"], `${user.name}:${user.password}\n`);
}

/** What two hosts must not share; every host gets its own when it is created. */
async function forgetIdentity(tree: string): Promise<void> {
  const keys = ["rsa", "ecdsa", "ed25519"].flatMap((kind) => [`etc/ssh/ssh_host_${kind}_key`, `etc/ssh/ssh_host_${kind}_key.pub`]);
  await Promise.all(["etc/machine-id", "var/lib/dbus/machine-id", "etc/hostname", ...keys].map((path) => rm(join(tree, path), { force: true })));
}

function within(tree: string, argv: readonly string[], input = ""): Promise<Result<string, LabFailure>> {
  return must(`prepare ${tree}`, ["chroot", tree, ...argv], { input, env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", DEBIAN_FRONTEND: "noninteractive" } });
}
