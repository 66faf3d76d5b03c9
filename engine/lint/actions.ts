/** What stands where a module's name stands and is none: the run itself does it. */
export const ACTIONS: ReadonlySet<string> = new Set([
  "include_tasks", "import_tasks", "include_role", "import_role", "include_vars", "include", "import_playbook", "meta", "add_host", "group_by", "async_status", "pause",
]);

/** A module's name without the collections that every Ansible has: "ansible.builtin.apt" is "apt". */
export function shortName(key: string): string {
  return key.replace(/^ansible\.(?:builtin|legacy)\./, "");
}
