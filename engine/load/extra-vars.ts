import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { pairOf, pairsNode, splitWords, within } from "#engine/schema/words.js";
import { loadVarsFile } from "./vars-file.js";
import { parseYaml } from "./yaml.js";

/**
 * The variables of one `-e`: `k=v k2='v 2'` (values stay text, as Ansible has it), JSON or YAML in braces, or @file.
 * Places name the file "-e".
 */
export function loadExtraVars(text: string): Result<MapNode, readonly Diagnostic[]> {
  const trimmed = text.trim();
  const place: Place = { file: "-e", line: 1, column: 1, length: Math.max(1, trimmed.length), text: trimmed };
  if (trimmed === "") return err([problemAt("bad-extra-vars", "-e was given nothing", { hint: USAGE })]);
  if (trimmed.startsWith("@")) return loadFile(trimmed.slice(1), place);
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) return loadInline(trimmed, place);
  return loadPairs(trimmed, place);
}

const USAGE = "Write -e name=value, -e '{\"name\": [1, 2]}' or -e @file.yml";

function loadFile(path: string, place: Place): Result<MapNode, readonly Diagnostic[]> {
  const loaded = loadVarsFile(path, place);
  return loaded.ok ? ok(loaded.value ?? { kind: "map", entries: [], place }) : loaded;
}

function loadInline(text: string, place: Place): Result<MapNode, readonly Diagnostic[]> {
  const parsed = parseYaml(text, "-e");
  if (!parsed.ok) return parsed;
  if (parsed.value?.kind === "map") return ok(parsed.value);
  return err([problemAt("bad-extra-vars", "the value of -e must be a dictionary of variables", { place, hint: USAGE })]);
}

function loadPairs(text: string, place: Place): Result<MapNode, readonly Diagnostic[]> {
  const words = splitWords(text);
  if (words === undefined) return err([problemAt("unclosed-quote", "a quote is not closed", { place })]);
  const bad = words.find((word) => pairOf(word) === undefined);
  if (bad !== undefined) {
    return err([problemAt("bad-extra-vars", `"${bad.raw}" is not name=value`, { place: within(place, bad.start, bad.raw.length), hint: USAGE })]);
  }
  const node = pairsNode(words.map(pairOf).filter((pair) => pair !== undefined), place);
  return node.ok ? ok(node.value) : err([node.error]);
}
