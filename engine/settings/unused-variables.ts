import { definitionOf, SETTING_NAMES } from "./definitions.js";
import { meaningOf } from "./without-meaning.js";

/** A variable for Ansible that has no meaning here, and why. */
export interface UnusedVariable {
  readonly variable: string;
  readonly value: string;
  readonly why: string;
}

/** Passwords (engine/cli/login-options). */
const BECOME_PASSWORDS = ["BECOME", "SUDO", "SU", "DOAS"].map((name) => `ANSIBLE_${name}_PASS`);

/** Variables that Ansible itself has no key in an ansible.cfg for, or that are read elsewhere. */
const READ: ReadonlySet<string> = new Set(["ANSIBLE_CONFIG", "ANSIBLE_CACHE_PLUGIN", ...BECOME_PASSWORDS, ...SETTING_NAMES.flatMap((name) => definitionOf(name).env)]);

/** All ANSIBLE_* variables that are set and mean nothing here. Most are called like their key in an ansible.cfg. */
export function unusedVariables(env: Readonly<Record<string, string | undefined>>): readonly UnusedVariable[] {
  return Object.entries(env).filter(([name, value]) => name.startsWith("ANSIBLE_") && value !== "" && !READ.has(name)).map(([variable, value = ""]) => ({
    variable, value, why: meaningOf({ section: "defaults", key: variable.slice("ANSIBLE_".length).toLowerCase(), value }).why,
  }));
}
