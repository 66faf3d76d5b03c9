import { didYouMean } from "./suggest.js";

/** The programs by which another user can be become. runuser is tsplay's own word; the others are Ansible's. */
export const BECOME_METHODS = ["sudo", "su", "doas", "runuser"] as const;

/** One of them. */
export type BecomeMethod = (typeof BECOME_METHODS)[number];

/** All names that may be written for them: short, and with their collection (Ansible: "Index of all Become Plugins"). */
export const BECOME_NAMES: Readonly<Record<string, BecomeMethod>> = {
  sudo: "sudo", su: "su", doas: "doas", runuser: "runuser",
  "ansible.builtin.sudo": "sudo", "ansible.builtin.su": "su", "ansible.legacy.sudo": "sudo", "ansible.legacy.su": "su", "community.general.doas": "doas",
};

/** What a method that is not offered is, and what to write in its place; by the name without its collection. */
const OTHERS: Readonly<Record<string, string>> = {
  dzdo: "dzdo takes sudo's options: write become_method: sudo with become_exe: dzdo",
  sudosu: "Write become_method: su with become_exe: sudo su",
  pmrun: "pmrun changes users for products that are not tested here; use sudo, su, doas or runuser",
  pbrun: "pbrun changes users for products that are not tested here; use sudo, su, doas or runuser",
  sesu: "sesu changes users for products that are not tested here; use sudo, su, doas or runuser",
  ksu: "ksu wants Kerberos, which tsplay does not know; use sudo, su, doas or runuser",
  pfexec: "pfexec belongs to Solaris; use sudo, su, doas or runuser",
  machinectl: "machinectl asks polkit, which wants a terminal; use sudo, su, doas or runuser",
  run0: "run0 asks polkit, which wants a terminal; use sudo, su, doas or runuser",
  runas: "runas belongs to Windows, which tsplay does not manage",
  enable: "enable is for network devices, which tsplay does not manage",
  podman_unshare: "Write it into the command: podman unshare ...",
};

/** The method that a name stands for. */
export function becomeMethodOf(name: string): BecomeMethod | undefined {
  return Object.hasOwn(BECOME_NAMES, name) ? BECOME_NAMES[name] : undefined;
}

/** What to do about a name that stands for none. */
export function otherMethodHint(name: string): string {
  const short = name.slice(name.lastIndexOf(".") + 1);
  const known = Object.hasOwn(OTHERS, short) ? OTHERS[short] : undefined;
  return known ?? didYouMean(short, BECOME_METHODS) ?? `Write one of ${BECOME_METHODS.join(", ")}`;
}
