/** The levels of variables, weakest first: Ansible's user guide, "Understanding variable precedence". */
const NAMES: Readonly<Record<number, string>> = {
  1: "command line values", 2: "role defaults", 3: "inventory file or script group vars", 4: "inventory group_vars/all", 5: "playbook group_vars/all",
  6: "inventory group_vars/*", 7: "playbook group_vars/*", 8: "inventory file or script host vars", 9: "inventory host_vars/*", 10: "playbook host_vars/*",
  11: "host facts, cached set_facts", 12: "play vars", 13: "play vars_prompt", 14: "play vars_files", 15: "role vars", 16: "block vars", 17: "task vars",
  18: "include_vars", 19: "set_facts, registered vars", 20: "role and include_role params", 21: "include params", 22: "extra vars",
};

/** What a level is called. */
export function levelName(level: number): string {
  return NAMES[Math.floor(level)] ?? "other";
}

/** Those of an inventory and of the command line; those that a playbook adds; and those that only a run knows. */
export const LEVELS_OF: Readonly<Record<"playbook" | "run", readonly number[]>> = { playbook: [2, 12, 14, 15, 16, 17, 20, 21], run: [11, 13, 18, 19] };

/** Levels with their names, for a sentence. */
export function levelList(levels: readonly number[]): string {
  return levels.map((level) => `${level} ${levelName(level)}`).join(", ");
}
