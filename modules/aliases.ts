/** Names of modules in playbooks written for Ansible, by collection, with our keys. */
const collections: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ansible.builtin": {
    add_host: "add_host", async_status: "async_status", group_by: "group_by", include_role: "include_role", include_tasks: "include_tasks",
    include_vars: "include_vars", meta: "meta", validate_argument_spec: "validate_argument_spec",
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
  Object.entries(names).flatMap(([name, key]) => spellings(collection, name).filter((spelling) => spelling !== key).map((spelling) => [spelling, key] as const))));

function spellings(collection: string, name: string): string[] {
  return [name, `${collection}.${name}`, ...(collection === "ansible.builtin" ? [`ansible.legacy.${name}`] : [])];
}
