import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { Fault } from "./fault.js";
import { templateIn, templateOf, type PlaybookString } from "./playbook-string.js";

/** What is wrong with the templates of a node, as far as it can be seen without values: syntax, unknown filters and tests, arguments; and with encrypted values in it. */
export function checkSyntax(node: Node): readonly Diagnostic[] {
  return [...checkTemplates(node), ...lockedIn(node)];
}

/** The same where encrypted values may stay closed. */
export function checkTemplates(node: Node): readonly Diagnostic[] {
  if (node.kind === "list") return node.items.flatMap(checkTemplates);
  if (node.kind === "map") return node.entries.flatMap(({ key, keyPlace, value }) => [...mistake(templateIn(key, keyPlace)), ...checkTemplates(value)]);
  return mistake(templateOf(node));
}

/** Why encrypted values in a node cannot be opened. */
export function lockedIn(node: Node): readonly Diagnostic[] {
  if (node.kind === "list") return node.items.flatMap(lockedIn);
  if (node.kind === "map") return node.entries.flatMap(({ value }) => lockedIn(value));
  const locked = node.locked?.();
  return locked === undefined ? [] : [locked];
}

function mistake(parsed: PlaybookString | undefined): readonly Diagnostic[] {
  return parsed?.template instanceof Fault ? [parsed.template.diagnostic(parsed.source)] : [];
}
