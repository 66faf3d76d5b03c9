import type { Session } from "#engine/connection/types.js";
import { problemAt } from "#engine/core/diagnostic.js";
import type { BecomeProblem, Problem, Unreachable } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { OMIT, scalarText } from "#engine/core/value.js";
import { loginOf, type Login } from "./login.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import type { HostRun } from "./host-run.js";
import { patiently } from "./patiently.js";
import { scopeOf, type TaskScope } from "./task-scope.js";

/** Where a task is to be run. */
export interface Where {
  readonly host: HostRun;
  readonly scope: TaskScope;
  /** With delegate_to the connection is that of the other host, by its own variables. */
  readonly delegated: boolean;
}

/** Why there is no shell: the host is out of reach, or the playbook's own words make no sense. */
export type NoSession = { readonly kind: "unreachable"; readonly cause: Unreachable } | { readonly kind: "problem"; readonly problem: Problem };

/** The shell a task runs in. */
export interface Reached {
  /** undefined for modules that ask no host. */
  readonly session: Session | undefined;
  /** In a check run: the user that the task becomes is only predicted, and root looks in its stead. */
  readonly standIn: boolean;
}

/** Opens (or finds) the shell of a task: the host's connection, as the user it becomes. */
export async function sessionFor(run: PlayRun, task: PlannedTask, { host, scope, delegated }: Where): Promise<Result<Reached, NoSession>> {
  if (task.module.kind === "directive" || (task.module.kind === "query" && task.module.controlOnly)) return ok({ session: undefined, standIn: false });
  const asked = patiently(run.context, () => loginOf(run, task, { host, scope: delegated ? scopeOf(run, task, host) : scope }));
  const login = asked instanceof Promise ? await asked : asked;
  if (!login.ok) return err({ kind: "problem", problem: login.error });
  if (host.status.kind === "unreachable") return err(host.status);
  const { target, become } = login.value;
  const session = await run.context.options.connections.session(target, become);
  if (session.ok) {
    host.reached.add(shellName(login.value));
    if (target.connection === "local") host.here = true;
    return ok({ session: session.value, standIn: false });
  }
  return await standInFor(run, host, { login: login.value, why: session.error }) ?? err(noSession(session.error));
}

/** A user who cannot be become fails the task; the host can still be used (as in Ansible). */
export function noSession(why: Unreachable | BecomeProblem): NoSession {
  return "method" in why ? { kind: "problem", problem: why } : { kind: "unreachable", cause: why };
}

/** What tells the shells of a host apart. */
export function shellName({ become }: Login): string {
  return become === undefined ? "" : JSON.stringify([become.user, become.method, become.exe, become.flags]);
}

/** A user that an earlier task of this check run would make, or by a program that it would install, cannot be become yet; root sees what that user will see. */
async function standInFor(run: PlayRun, host: HostRun, { login, why }: { login: Login; why: Unreachable | BecomeProblem }): Promise<Result<Reached, never> | undefined> {
  const { target, become } = login;
  if (host.picture?.isEmpty !== false || become === undefined || !("method" in why)) return undefined;
  const root = await run.context.options.connections.session(target, { ...become, user: "root" });
  if (!root.ok) return undefined;
  const known = await root.value.run({ argv: ["getent", "passwd", "--", become.user] });
  return known.code === 0 && why.reason !== "become-not-installed" ? undefined : ok({ session: lookingFor(become.user, root.value), standIn: true });
}

/** Root's shell under another name: what is predicted through it belongs to that user. */
function lookingFor(user: string, root: Session): Session {
  return {
    user, lost: root.lost,
    run: (command) => root.run(command), read: (command) => root.read(command),
    runOwn: (command) => root.runOwn(command), write: (step) => root.write(step),
  };
}

/** The host that delegate_to names; undefined when the task is not delegated (`default(omit)`). */
export function delegateOf(task: PlannedTask, scope: TaskScope): Result<string | undefined, Problem> {
  const node = task.keywords.delegateTo;
  if (node === undefined) return ok(undefined);
  const rendered = renderNode(node, scope);
  if (!rendered.ok) return err({ reason: "bad-input", diagnostics: [rendered.error] });
  if (rendered.value === OMIT) return ok(undefined);
  const name = scalarText(rendered.value) ?? "";
  if (name !== "") return ok(name); // a host that the inventory does not have is reached by its name, as in Ansible
  return err({ reason: "bad-input", diagnostics: [problemAt("unknown-host", "delegate_to names no host", { place: node.place })] });
}
