/** Names of modules in playbooks written for Ansible, by collection. A name that is not that of our module leads to the one after the colon. */
const collections: Readonly<Record<string, readonly string[]>> = {
  "ansible.builtin": [
    "add_host", "apt", "apt_key", "apt_repository", "assemble", "assert", "async_status", "blockinfile", "command", "copy", "cron", "deb822_repository",
    "debug", "fail", "fetch", "file", "find", "gather_facts:setup", "get_url", "getent", "git", "group", "group_by", "hostname", "include_role",
    "include_tasks", "include_vars", "known_hosts", "lineinfile", "meta", "package", "package_facts", "pause", "ping", "pip", "raw", "replace", "script",
    "service", "service_facts", "set_fact", "setup", "shell", "slurp", "stat", "systemd", "systemd_service:systemd", "tempfile", "template", "unarchive", "uri",
    "user", "validate_argument_spec", "wait_for",
  ],
  "ansible.posix": ["authorized_key", "mount", "sysctl"],
  "community.general": ["timezone", "ufw"],
  "community.postgresql": ["postgresql_db:postgres_db", "postgresql_ext:postgres_ext", "postgresql_user:postgres_user"],
};

/** Ansible's spellings of a module, short and with the collection's name, to its key in the table of modules. */
export const aliases: ReadonlyMap<string, string> = new Map(Object.entries(collections).flatMap(([collection, names]) =>
  names.flatMap((entry) => {
    const [name = "", key = name] = entry.split(":");
    return spellings(collection, name).filter((spelling) => spelling !== key).map((spelling) => [spelling, key] as const);
  })));

function spellings(collection: string, name: string): string[] {
  return [name, `${collection}.${name}`, ...(collection === "ansible.builtin" ? [`ansible.legacy.${name}`] : [])];
}
