/** A module that Ansible has and tsplay has not. */
export interface AbsentModule {
  /** Why it is not there. */
  readonly why: string;
  /** What to do in its place. */
  readonly instead: string;
}

const redHat: AbsentModule = { why: "it is for systems of the Red Hat family, and hosts are Debian or Ubuntu", instead: "Use apt or package" };

/** Modules of ansible.builtin that are not there, by their short names; a test compares them with what ansible-doc lists. */
const builtin: Readonly<Record<string, AbsentModule>> = {
  dnf: redHat, dnf5: redHat, yum: redHat,
  yum_repository: { ...redHat, instead: "Use apt_repository or deb822_repository" },
  rpm_key: { ...redHat, instead: "Use deb822_repository with `signed_by`" },
  debconf: { why: "answers of debconf are not managed", instead: "Use shell with `stdin`: debconf-set-selections, and when: from debconf-show" },
  dpkg_selections: { why: "holding packages is done by apt-mark", instead: "Use command: apt-mark hold PACKAGE, with `changed_when`" },
  expect: { why: "what a program asks for, and when, cannot be foreseen", instead: "Use command with `stdin`, or an option of the program that keeps it from asking" },
  include: { why: "nobody could tell whether it reads its file before the run or in the middle of it, and Ansible removed it", instead: "Use import_tasks or include_tasks" },
  iptables: { why: "rules that are set one by one are gone after a boot, and nobody sees in a check run which of them stand in front of others", instead: "Use ufw" },
  mount_facts: { why: "setup has the mounts of a host", instead: "Use the fact ansible_mounts" },
  reboot: {
    why: "the connection to a host is part of a run, and no task may take it away",
    instead: "Reboot at the end of a playbook, by `shell: sleep 2; systemctl reboot` with `async: 60` and `poll: 0`, and play the rest in a run of its own",
  },
  set_stats: { why: "no statistics of one's own are printed after a run", instead: "Use set_fact, and debug to show it" },
  subversion: { why: "working copies of Subversion are not managed", instead: "Use command: svn checkout with `creates`" },
  sysvinit: { why: "hosts run systemd", instead: "Use service or systemd" },
  wait_for_connection: { why: "a host that cannot be reached at the beginning is given up before any task", instead: "Use wait_for with `host`, `port: 22` and `delegate_to: localhost`, in a play with gather_facts: false: it does not connect to the host itself" },
};

/** The reason that a module which Ansible has is not there, by each of its spellings. */
export const absentModules: ReadonlyMap<string, AbsentModule> = new Map(Object.entries(builtin).flatMap(([name, reason]) =>
  [name, `ansible.builtin.${name}`, `ansible.legacy.${name}`].map((spelling) => [spelling, reason] as const)));
