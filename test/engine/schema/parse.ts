import type { Node } from "#engine/core/node.js";
import { parseYaml } from "#engine/load/yaml.js";

/** The tree of a text that is known to be right; places name the file "f". */
export function parse(text: string): Node | undefined {
  const parsed = parseYaml(text, "f");
  if (!parsed.ok) throw new Error(parsed.error.map((each) => each.message).join("\n"));
  return parsed.value;
}
