import type { Node } from "#engine/core/node.js";
import type { Scope } from "#engine/language/scope.js";
import { renderNode } from "#engine/language/template.js";

/** A keyword that is a number, or a template that makes one, such as `delay`; `otherwise` where it is not written, makes none, or makes one below 0. */
export function renderedNumber(node: Node | undefined, scope: Scope, otherwise: number): number {
  const rendered = node === undefined ? undefined : renderNode(node, scope);
  const number = rendered?.ok === true ? Number(rendered.value) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number : otherwise;
}
