/** Other spellings that playbooks written for Ansible use, by collection; "name: key" where the key differs from the name's last word. */
const collections: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ansible.builtin": {
    apt: "apt", assert: "assert", command: "command", copy: "copy", debug: "debug", fail: "fail", file: "file", get_url: "get_url", git: "git",
    group: "group", lineinfile: "lineinfile", pip: "pip", service: "systemd", set_fact: "set_fact", setup: "setup", gather_facts: "setup",
    shell: "shell", stat: "stat", systemd: "systemd", systemd_service: "systemd", template: "template", uri: "uri", user: "user", wait_for: "wait_for",
  },
  "ansible.posix": { authorized_key: "authorized_key" },
  "community.general": { ufw: "ufw" },
  "community.postgresql": { postgresql_db: "postgres_db", postgresql_user: "postgres_user" },
};

/** Ansible's spellings of a module, short and with the collection's name, to its key in the table of modules. */
export const aliases: ReadonlyMap<string, string> = new Map(Object.entries(collections).flatMap(([collection, names]) =>
  Object.entries(names).flatMap(([name, key]) => [[`${collection}.${name}`, key], [`ansible.legacy.${name}`, key], ...(name === key ? [] : [[name, key]])] as [string, string][])));
