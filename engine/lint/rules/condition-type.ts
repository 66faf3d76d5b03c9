import type { Node } from "#engine/core/node.js";
import { conditionOf } from "#engine/language/condition.js";
import { isTemplate } from "#engine/language/playbook-string.js";
import type { Tree } from "#engine/language/tree.js";
import { valueAt } from "../nodes.js";
import type { Project } from "../project.js";
import type { Rule } from "../rule.js";

/** `when: some_list`: a condition must be true or false here. */
export const conditionType: Rule = {
  id: "condition-type", severity: "error", depends: true, summary: "A condition that is a list, text or number: it must be true or false",
  task({ map }, project) {
    const when = valueAt(map, "when");
    const parsed = when === undefined ? undefined : conditionOf(when);
    if (parsed?.ok !== true) return [];
    return parsed.value.flatMap(({ tree, source }) => [tree].flatMap((each) => whole(each)).flatMap((name) => {
      const type = typeOf(name.name, project);
      return type === undefined ? [] : [{ message: `"${name.name}" is ${type.name}, not true or false`, place: source.place(name), hint: type.hint.replaceAll("NAME", name.name) }];
    }));
  },
};

/** The names that are the condition themselves. */
function whole(tree: Tree): readonly Extract<Tree, { kind: "name" }>[] {
  return tree.kind === "name" ? [tree] : [];
}

interface Kind {
  readonly name: string;
  readonly hint: string;
}

/** What all that is written for a name agrees on; undefined when it may be true or false, or cannot be known. */
function typeOf(name: string, { names }: Project): Kind | undefined {
  const nodes = names.written.get(name) ?? [];
  if (nodes.length === 0 || names.made.has(name)) return undefined;
  const kinds = nodes.map(kindOf);
  const [first] = kinds;
  return first !== undefined && kinds.every((kind) => kind?.name === first.name) ? first : undefined;
}

function kindOf(node: Node): Kind | undefined {
  if (node.kind === "list") return { name: "a list", hint: "Ask whether it is empty: NAME | length > 0" };
  if (node.kind === "map") return { name: "a dictionary", hint: "Ask whether it is empty: NAME | length > 0" };
  if (typeof node.value === "number") return { name: "a number", hint: "Write NAME | bool, or compare it" };
  if (typeof node.value !== "string" || isTemplate(node.value)) return undefined;
  return { name: "text", hint: "Write NAME | bool where yes or no is meant, NAME | length > 0 where it may be empty" };
}
