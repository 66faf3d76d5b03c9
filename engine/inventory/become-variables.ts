import { becomeMethodOf, otherMethodHint, type BecomeMethod } from "#engine/core/become-method.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Secret } from "#engine/core/secret.js";
import { becomeFlagsOf } from "#engine/schema/become-flags.js";
import { present } from "./present.js";
import { VariableReader, type ConnectionScope } from "./variable-reader.js";

/** ansible_become: undefined when not set. */
export function wantsBecome(scope: ConnectionScope): Result<boolean | undefined, readonly Diagnostic[]> {
  const read = new VariableReader(scope);
  return judged(read, read.boolean("ansible_become"));
}

/** ansible_become_method: undefined when not set. */
export function becomeMethodVariable(scope: ConnectionScope): Result<BecomeMethod | undefined, readonly Diagnostic[]> {
  const read = new VariableReader(scope);
  const name = read.text("ansible_become_method");
  const method = becomeMethodOf(name ?? "");
  if (name !== undefined && method === undefined) read.problem("ansible_become_method", `is "${name}", which is not offered`, otherMethodHint(name));
  return judged(read, method);
}

/** How to become whom, where the variables say so; the shape of engine/connection's Become with all parts optional. */
export interface BecomeVariables {
  readonly user?: string;
  readonly password?: Secret;
  readonly exe?: string;
  readonly flags?: readonly string[];
  readonly prompts?: readonly string[];
}

/**
 * The variables of a method (`ansible-doc -t become sudo`): those that are named after it count above ansible_become_*, and ansible_become_pass above
 * ansible_become_password, since Ansible takes the last that its documentation lists.
 */
export function becomeVariablesOf(scope: ConnectionScope, method: BecomeMethod): Result<BecomeVariables, readonly Diagnostic[]> {
  const read = new VariableReader(scope);
  const names = (what: string): readonly string[] => [`ansible_${method}_${what}`, `ansible_become_${what}`];
  return judged(read, {
    ...present("user", read.text(...names("user"))),
    ...present("password", read.secret(...names("pass"), "ansible_become_password")),
    ...present("exe", read.text(...names("exe"))),
    ...present("flags", flagsIn(read, method, names("flags"))),
    ...present("prompts", read.texts(`ansible_${method}_prompt_l10n`)),
  });
}

function flagsIn(read: VariableReader, method: BecomeMethod, names: readonly string[]): readonly string[] | undefined {
  const name = names.find((each) => read.value(each) !== undefined);
  if (name === undefined) return undefined;
  const flags = becomeFlagsOf(method, read.text(name) ?? "");
  if (flags.ok) return flags.value;
  read.problem(name, flags.error);
  return undefined;
}

function judged<T>(read: VariableReader, value: T): Result<T, readonly Diagnostic[]> {
  return read.problems.length > 0 ? err(read.problems) : ok(value);
}
