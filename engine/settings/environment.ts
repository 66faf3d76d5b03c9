import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { definitionOf, SETTING_NAMES } from "./definitions.js";
import type { Found } from "./origin.js";
import { readValue } from "./read-value.js";

/** What ANSIBLE_* variables say. Empty ones say nothing. */
export function environmentSettings(env: Readonly<Record<string, string | undefined>>, cwd: string): { readonly found: readonly Found[]; readonly problems: readonly Diagnostic[] } {
  const found: Found[] = [];
  const problems: Diagnostic[] = [];
  for (const name of SETTING_NAMES) {
    const { kind, env: variables } = definitionOf(name);
    const variable = variables.find((each) => (env[each] ?? "") !== "");
    if (variable === undefined) continue;
    const value = readValue(kind, env[variable] ?? "", cwd);
    if (value.ok) found.push({ name, value: value.value, origin: { kind: "environment", variable } });
    else problems.push(problemAt("bad-setting", `${variable} must be ${value.error}, not "${env[variable] ?? ""}"`, { hint: `Unset it, or give it another value` }));
  }
  return { found, problems };
}
