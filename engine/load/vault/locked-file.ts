import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import { Secret } from "#engine/core/secret.js";
import { vaultedNode } from "./open-value.js";

/**
 * The variable that stands for an encrypted file of group_vars or host_vars which no password opens. As with Ansible that is an error
 * for the hosts that the file is for, and of no concern to a run without them: nobody has to know all passwords.
 */
export const LOCKED_FILE = "ansible_encrypted_file";

/** What is read of such a file: one variable that cannot be opened, for the same reason. undefined where something else is wrong. */
export function lockedFile(problems: readonly Diagnostic[]): MapNode | undefined {
  const [problem] = problems;
  if (problem?.place === undefined || !CLOSED.includes(problem.code)) return undefined;
  const { place } = problem;
  return { kind: "map", place, entries: [{ key: LOCKED_FILE, keyPlace: place, value: { ...vaultedNode("", place), value: Secret.closed(problem), locked: () => problem } }] };
}

const CLOSED: readonly string[] = ["vault-no-password", "vault-wrong-password"];
