import type { Node } from "#engine/core/node.js";
import { isWritten } from "#engine/inventory/layer.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import type { PlanContext } from "./context.js";
import type { ListPlace } from "./list-place.js";
import { writtenScope } from "./written-scope.js";

/**
 * A name that must be known before the run: plain text, or a template over variables of the play, of roles and of the command line.
 * undefined where it hangs on more than these.
 */
export function staticText(context: PlanContext, node: Node | undefined, place: ListPlace): string | undefined {
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  if (typeof node.value !== "string" || !isTemplate(node.value)) return String(node.value);
  const written = place.keywords.layers.filter(isWritten);
  const rendered = renderNode(node, writtenScope([...place.gathered.layers, ...written], node.place, context.sources));
  return rendered.ok && typeof rendered.value === "string" ? rendered.value : undefined;
}
