import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Layer } from "#engine/inventory/layer.js";
import { loadExtraVars } from "#engine/load/extra-vars.js";

/** "extra vars" is the last of the 22 levels in Ansible's user guide, "Understanding variable precedence". */
const extraVarsLevel = 22;

/** The variables of every -e, later ones above earlier ones; all errors together. */
export function extraLayers(texts: readonly string[]): Result<readonly Layer[], readonly Diagnostic[]> {
  const loaded = texts.map((text) => loadExtraVars(text));
  const errors = loaded.flatMap((each) => each.ok ? [] : each.error);
  if (errors.length > 0) return err(errors);
  return ok(loaded.flatMap((each, index): Layer[] => each.ok ? [{ origin: `extra vars, -e number ${index + 1}`, level: extraVarsLevel, vars: each.value }] : []));
}
