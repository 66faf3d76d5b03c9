import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode, Node } from "#engine/core/node.js";

/** An entry as it was written; `merge`: its key is `<<`. */
export type WrittenEntry = MapEntry & { readonly merge: boolean };

/** Fills in what `<<` brings, under the keys that the dictionary itself does not have, and finds keys that stand twice. */
export function mergeEntries(written: readonly WrittenEntry[]): { readonly entries: readonly MapEntry[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const own = new Map<string, MapEntry>();
  const brought = new Map<string, MapEntry>();
  for (const { merge, ...entry } of written) {
    if (merge) bring(entry, brought, diagnostics);
    else addOwn(entry, own, diagnostics);
  }
  for (const key of own.keys()) brought.delete(key);
  return { entries: [...brought.values(), ...own.values()], diagnostics };
}

function addOwn(entry: MapEntry, own: Map<string, MapEntry>, diagnostics: Diagnostic[]): void {
  const first = own.get(entry.key);
  if (first === undefined) own.set(entry.key, entry);
  else {
    const { line, column } = first.keyPlace;
    diagnostics.push(problemAt("duplicate-key", `the key "${entry.key}" is already there, in line ${line}, column ${column}`, { place: entry.keyPlace, hint: "Only one of them can count: remove or rename the other" }));
  }
}

/** The first of several dictionaries that has a key wins (YAML 1.1, "Merge Key Language-Independent Type"). */
function bring(entry: MapEntry, brought: Map<string, MapEntry>, diagnostics: Diagnostic[]): void {
  const sources: readonly Node[] = entry.value.kind === "list" ? entry.value.items : [entry.value];
  for (const source of sources) {
    if (isMapNode(source)) {
      for (const each of source.entries) if (!brought.has(each.key)) brought.set(each.key, each);
    } else {
      diagnostics.push(problemAt("bad-merge", "<< takes a dictionary or a list of dictionaries", { place: entry.keyPlace, hint: "Write `<<: *anchor`" }));
      return;
    }
  }
}

function isMapNode(node: Node): node is MapNode {
  return node.kind === "map";
}
