import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, Node } from "#engine/core/node.js";

/** Checks the names of a dictionary of variables. */
export function checkVariables(node: Node | undefined): readonly Diagnostic[] {
  return node?.kind === "map" ? node.entries.flatMap(checkName) : [];
}

/** Names that the language needs for itself. */
const RESERVED: ReadonlySet<string> = new Set(["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None"]);

function checkName({ key, keyPlace }: MapEntry): readonly Diagnostic[] {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !RESERVED.has(key)) return [];
  const better = key.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_");
  const hint = RESERVED.has(key) ? "Expressions use this word: choose another name" : `Use letters, digits and _, no digit first: ${better}`;
  return [problemAt("bad-variable-name", `"${key}" cannot be the name of a variable`, { place: keyPlace, hint })];
}
