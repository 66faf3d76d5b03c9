import type { ValueMap } from "#engine/core/value.js";

const PREFIX = "ansible_";

/** Names that say how a host is reached: facts come from the host, and must not decide that (Ansible's clean_facts). */
const RESERVED = /^ansible_(?:become|connection|python_interpreter|shell|ssh|paramiko|remote|delegated|password|port|host|user|pipelining|timeout|private_key_file|sudo|su|doas|runuser)(?:_|$)|^ansible_.*_interpreter$/;

/** Facts that look like one of those, and are none. */
const HARMLESS = /^ansible_(?:ssh_host_key_|user_(?:id|uid|gid|gecos|dir|shell)$|hostname$|hostnqn$)/;

/**
 * Facts as variables, from what modules returned as `ansible_facts`: each under the name it came with (`ansible_distribution`, `packages`), and all of them
 * in `ansible_facts` without the prefix (but for ansible_local, which Ansible leaves as it is).
 */
export function factVariables(facts: ValueMap): ValueMap {
  const entries = Object.entries(facts);
  const spelled = entries.filter(([name]) => HARMLESS.test(name) || !RESERVED.test(name));
  return { ...Object.fromEntries(spelled), ansible_facts: Object.fromEntries(entries.map(([name, value]) => [shortName(name), value])) };
}

function shortName(name: string): string {
  return name.startsWith(PREFIX) && name !== "ansible_local" ? name.slice(PREFIX.length) : name;
}
