import type { Node, ScalarNode } from "#engine/core/node.js";
import { scalarsOf } from "../nodes.js";
import type { Edit, Rule } from "../rule.js";
import { CONDITIONS } from "../uses.js";

/** `when: "{{ x }}"`. */
export const whenBraces: Rule = {
  id: "template-in-condition", planned: true, severity: "error", summary: "A condition is an expression already: braces in it are an error",
  task: ({ map }) => map.entries.filter(({ key }) => CONDITIONS.includes(key)).flatMap(({ value }) => scalarsOf(value)).flatMap((node) => {
    const text = String(node.value);
    if (!/\{\{|\{%/.test(text)) return [];
    const inside = /^\s*\{\{\s*((?:(?!\{\{|\}\})[\s\S])*?)\s*\}\}\s*$/.exec(text)?.[1];
    return [{ message: "a condition is an expression already", place: node.place, hint: inside === undefined ? "Write the variables without braces" : `Write it without braces: ${inside}`, fix: inside === undefined ? undefined : bare(node, inside) }];
  }),
};

function bare(node: Node & ScalarNode, inside: string): Edit | undefined {
  const { place, style } = node;
  if (style !== "double" && style !== "single") return undefined;
  const quote = style === "double" ? '"' : "'";
  const written = `${quote}${String(node.value)}${quote}`;
  if (!place.text.startsWith(written, place.column - 1)) return undefined;
  const plain = /^[A-Za-z_(]/.test(inside) && !/: |\s#/.test(inside);
  return { place: { ...place, length: written.length }, text: plain ? inside : `${quote}${inside}${quote}` };
}
