import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import type { Scope } from "#engine/language/scope.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";

/**
 * Keywords of a task whose templates cannot be filled in, as when a registered result lacks a key. As with Ansible the task fails: without its `become`,
 * `environment` or `notify` it would do something else than it says. Conditions
 * and the environment are evaluated elsewhere; a name is then shown as it is written.
 */
export function keywordProblems({ keywords, own }: PlannedTask, scope: Scope): readonly Diagnostic[] {
  const { become, becomeUser, becomeMethod, remoteUser, connection, port, ignoreErrors, ignoreUnreachable, noLog, checkMode, diff, anyErrorsFatal, timeout, throttle, delegateFacts, runOnce, notify } = keywords;
  const nodes = [become, becomeUser, becomeMethod, remoteUser, connection, port, ignoreErrors, ignoreUnreachable, noLog, checkMode, diff, anyErrorsFatal, timeout, throttle, delegateFacts, runOnce, ...notify, own.retries, own.delay, own.async, own.poll];
  return nodes.flatMap((node) => problemOf(node, scope));
}

function problemOf(node: Node | undefined, scope: Scope): readonly Diagnostic[] {
  if (node === undefined || (node.kind === "scalar" && typeof node.value !== "string" && node.locked === undefined)) return [];
  const rendered = renderNode(node, scope);
  return rendered.ok ? [] : [rendered.error];
}
