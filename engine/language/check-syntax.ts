import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { Fault } from "./fault.js";
import { verbatim } from "./source.js";
import { isTemplate, templateOf } from "./template.js";
import { parseTemplate } from "./template-parser.js";

/** What is wrong with the templates of a node, as far as it can be seen without values: syntax, unknown filters and tests, arguments. */
export function checkSyntax(node: Node): readonly Diagnostic[] {
  if (node.kind === "list") return node.items.flatMap(checkSyntax);
  if (node.kind === "map") return node.entries.flatMap(({ key, keyPlace, value }) => [...checkKey(key, keyPlace), ...checkSyntax(value)]);
  const parsed = templateOf(node);
  return parsed?.template instanceof Fault ? [parsed.template.diagnostic(parsed.source)] : [];
}

function checkKey(key: string, place: Parameters<typeof verbatim>[1]): readonly Diagnostic[] {
  if (!isTemplate(key)) return [];
  const source = verbatim(key, place);
  const template = parseTemplate(source, { rawStrings: true, trimBlocks: true, lstripBlocks: false });
  return template instanceof Fault ? [template.diagnostic(source)] : [];
}
