import type { Node, ScalarNode } from "#engine/core/node.js";
import { entriesOf, scalarsOf } from "../nodes.js";
import type { Remark, Rule } from "../rule.js";

/** `[...]` or `{...}` with templates in it, as the value of a variable or as what a loop goes over. */
export const textAsList: Rule = {
  id: "text-as-list", severity: "warning", summary: "A text with templates in it that looks like a list or dictionary: before 2.19 Ansible made it one, now it stays text",
  file(file) {
    if (file.kind === "vars" || file.kind === "defaults") return remarks(file.node);
    return ["playbook", "tasks", "handlers"].includes(file.kind) ? entriesOf(file.node).filter(({ key }) => key === "vars").flatMap(({ value }) => remarks(value)) : [];
  },
  task({ map, name, args }) {
    const loops = map.entries.filter(({ key }) => key === "loop" || key.startsWith("with_"));
    return [...loops.flatMap(({ key, value }) => remarks(value.kind === "scalar" ? value : undefined, key === "loop" ? "error" : "warning")), ...name === "set_fact" ? remarks(args) : []];
  },
};

function remarks(node: Node | undefined, severity: Remark["severity"] = "warning"): readonly Remark[] {
  return scalarsOf(node).flatMap((scalar) => {
    const kind = looksLike(scalar);
    return kind === undefined ? [] : [{
      message: `this is text, and not a ${kind}: only one {{ }} by itself keeps its type`, place: scalar.place, severity,
      hint: kind === "list" ? "Write one expression, such as \"{{ [a, b] if c else [] }}\", or a list of YAML" : "Write one expression, such as \"{{ {'key': value} }}\", or a dictionary of YAML",
    }];
  });
}

/** By the text that is left when the statements are taken away; what stands in `{{ }}` cannot be an end of it. */
function looksLike({ value, unsafe }: ScalarNode): "list" | "dictionary" | undefined {
  if (typeof value !== "string" || unsafe === true || !/\{[{%]/.test(value)) return undefined;
  const text = value.replace(/\{%[^]*?%\}/g, "").replace(/\{\{[^]*?\}\}/g, "x").trim();
  if (/^\[[^]*\]$/.test(text)) return "list";
  return /^\{\s*(?:\}|["'x][^]*:[^]*\})$/.test(text) ? "dictionary" : undefined;
}
