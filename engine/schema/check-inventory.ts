import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import { checkKeywords, type KeywordSchemaObject } from "./check-keywords.js";
import { checkVariables } from "./check-variables.js";
import { VARIABLES } from "./keyword-types.js";
import { mapUnder } from "./node-path.js";

/** A group of an inventory file. */
export const GROUP: KeywordSchemaObject = {
  type: "object", additionalProperties: false,
  properties: {
    // A single name is short for a dictionary with that key alone.
    hosts: { type: ["object", "null", "string"], additionalProperties: { type: ["object", "null"] } },
    children: { type: ["object", "null", "string"], additionalProperties: { type: ["object", "null"] } },
    vars: VARIABLES,
  },
};

const WORDING = { owner: "a group", keyIs: "a key of a group", keyKind: "keyword" };

/** Checks the shape of a YAML inventory: groups by name, each with hosts, children and vars. */
export function checkInventory(node: Node): readonly Diagnostic[] {
  if (node.kind !== "map") return [problemAt("wrong-type", "an inventory must be a dictionary of groups", { place: node.place, hint: "Begin it with `all:`, and put `hosts:` below that" })];
  return node.entries.flatMap(({ key, value, keyPlace }) => {
    if (key === "hosts" || key === "children" || key === "vars") return [problemAt("bad-inventory", `"${key}" stands outside any group`, { place: keyPlace, hint: `Put it below \`all:\`` })];
    return checkGroup(key, value);
  });
}

function checkGroup(name: string, node: Node): readonly Diagnostic[] {
  if (node.kind === "scalar" && node.value === null) return [];
  if (node.kind !== "map") return [problemAt("wrong-type", `the group "${name}" must be a dictionary`, { place: node.place, hint: "Its keys are hosts, children and vars" })];
  return [
    ...checkKeywords(GROUP, node, WORDING).map((each) => hostsAsList(each, node)),
    ...checkVariables(mapUnder(node, "vars")),
    ...(mapUnder(node, "hosts")?.entries.flatMap((entry) => checkVariables(entry.value)) ?? []),
    ...(mapUnder(node, "children")?.entries.flatMap((entry) => (entry.value.kind === "map" ? checkGroup(entry.key, entry.value) : [])) ?? []),
  ];
}

/** The commonest slip: hosts as a list. */
function hostsAsList(diagnostic: Diagnostic, node: MapNode): Diagnostic {
  const wrong = node.entries.find((entry) => entry.value.place === diagnostic.place && entry.value.kind === "list");
  return wrong === undefined ? diagnostic : { ...diagnostic, hint: `Write each as a key, with a colon: \`${wrong.key}: {web1: , web2: }\`` };
}
