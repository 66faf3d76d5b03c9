import type { Become } from "#engine/connection/types.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Target } from "#engine/core/target.js";
import { scalarText } from "#engine/core/value.js";
import { targetOf } from "#engine/inventory/connection-variables.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { becomeOf } from "./become-of.js";
import type { PlayRun } from "./context.js";
import type { HostRun } from "./host-run.js";
import { lookingUp } from "./lookup-mode.js";
import type { LoginDefaults } from "./run-options.js";
import type { TaskScope } from "./task-scope.js";

/** How a task logs in, and whom it becomes. */
export interface Login {
  readonly target: Target;
  readonly become: Become | undefined;
}

/** Inventory variables win over keywords, and keywords over the command line (Ansible: "Controlling how Ansible behaves: precedence rules"). */
export function loginOf(run: PlayRun, task: PlannedTask, at: { host: HostRun; scope: TaskScope }): Result<Login, Problem> {
  return lookingUp(run.context, "login", () => readLogin(run, task, at));
}

function readLogin(run: PlayRun, task: PlannedTask, { host, scope }: { host: HostRun; scope: TaskScope }): Result<Login, Problem> {
  const { login, mask } = run.context.options;
  const target = targetOf(host.name, scope, login.reach);
  if (!target.ok) return badInput(target.error);
  const become = becomeOf(task, scope, login);
  if (!become.ok) return badInput(become.error);
  const password = target.value.password ?? login.password;
  if (password !== undefined) mask.add(password);
  if (become.value?.password !== undefined) mask.add(become.value.password);
  return ok({ target: { ...completed(target.value, task, { scope, login }), ...(password !== undefined && { password }) }, become: become.value });
}

function badInput(diagnostics: readonly Diagnostic[]): Result<never, Problem> {
  return err({ reason: "bad-input", diagnostics });
}

function completed(target: Target, task: PlannedTask, { scope, login }: { scope: TaskScope; login: LoginDefaults }): Target {
  const user = target.user ?? textOf(task.keywords.remoteUser, scope) ?? login.user;
  const key = target.privateKeyFile ?? login.privateKeyFile;
  return {
    ...target,
    connection: textOf(task.keywords.connection, scope) === "local" ? "local" : target.connection,
    hostKeyChecking: login.hostKeyChecking ?? target.hostKeyChecking,
    ...portOf(target, task, scope), ...(user !== undefined && { user }), ...(key !== undefined && { privateKeyFile: key }),
  };
}

/** The `port` keyword, where the inventory says none. */
function portOf(target: Target, task: PlannedTask, scope: TaskScope): { readonly port?: number } {
  const port = target.port ?? Number(textOf(task.keywords.port, scope) ?? Number.NaN);
  return Number.isInteger(port) ? { port } : {};
}

function textOf(node: Node | undefined, scope: TaskScope): string | undefined {
  const rendered = node === undefined ? undefined : renderNode(node, scope);
  const text = rendered?.ok === true ? scalarText(rendered.value) : undefined;
  return text === "" ? undefined : text;
}
