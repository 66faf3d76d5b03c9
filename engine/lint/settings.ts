import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { readYamlFile } from "#engine/load/yaml.js";

/** What `lint:` in .tsplay.yml says. */
export interface LintSettings {
  readonly off: readonly string[];
  readonly exclude: readonly string[];
}

const KEYS = ["off", "exclude"];

/** The settings of a project from its .tsplay.yml; without one, or without `lint` in it, nothing is switched off. */
export function lintSettings(path: string | undefined): Result<LintSettings, readonly Diagnostic[]> {
  if (path === undefined) return ok({ off: [], exclude: [] });
  const read = readYamlFile(path);
  if (!read.ok) return read;
  const node = read.value?.kind === "map" ? read.value.entries.find(({ key }) => key === "lint")?.value : undefined;
  return node === undefined ? ok({ off: [], exclude: [] }) : settingsIn(node);
}

function settingsIn(node: Node): Result<LintSettings, readonly Diagnostic[]> {
  if (node.kind !== "map") return err([problemAt("wrong-type", "`lint` must be a dictionary", { place: node.place, hint: "Its keys are off and exclude" })]);
  const unknown = node.entries.filter(({ key }) => !KEYS.includes(key));
  if (unknown.length > 0) return err(unknown.map(({ key, keyPlace }) => problemAt("unknown-setting", `"${key}" is not a setting of lint`, { place: keyPlace, hint: didYouMean(key, KEYS) ?? `Known are: ${KEYS.join(", ")}` })));
  const words = (key: string): readonly string[] => node.entries.filter((entry) => entry.key === key).flatMap(({ value }) => value.kind === "list" ? value.items : [value]).flatMap((item) => item.kind === "scalar" && item.value !== null ? [String(item.value)] : []);
  return ok({ off: words("off"), exclude: words("exclude") });
}
