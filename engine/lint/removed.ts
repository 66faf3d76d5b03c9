import type { Diagnostic } from "#engine/core/diagnostic.js";

/** Keywords that Ansible once had, and what took their place (its porting guides). */
const REMOVED: Readonly<Record<string, string>> = {
  sudo: "Write `become: true`", sudo_user: "Write `become_user`", sudo_pass: "Set the variable ansible_become_password",
  su: "Write `become: true` with `become_method: su`", su_user: "Write `become_user`",
  always_run: "Write `check_mode: false`", accelerate: "Remove it", only_if: "Write `when`", include_playbook: "Write `import_playbook`",
};

/** Says what took the place of a keyword, where a check only says that it is unknown. */
export function knowingRemoved(diagnostic: Diagnostic): Diagnostic {
  const { place, code, message } = diagnostic;
  if (code === "unknown-parameter" && /^"warn" .*(?:command|shell)$/.test(message)) return { ...diagnostic, code: "dead-warn" };
  if (place === undefined || (code !== "unknown-keyword" && code !== "unknown-module")) return diagnostic;
  const key = /^\w+/.exec(place.text.slice(place.column - 1))?.[0] ?? "";
  const hint = Object.hasOwn(REMOVED, key) ? REMOVED[key] : undefined;
  return hint === undefined ? diagnostic : { ...diagnostic, code: "removed-keyword", message: `"${key}" is gone from Ansible, and is none here`, hint };
}
