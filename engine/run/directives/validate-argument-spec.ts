import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { isMap, type Value, type ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, steered } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import { argumentErrors } from "./argument-errors.js";
import type { DirectiveTurn } from "./carry-out.js";

/** validate_argument_spec: the variables that a spec names are as it wants them (Ansible: "Role argument validation"). */
export function validateArgumentSpec(_run: PlayRun, _task: PlannedTask, { params, scope }: DirectiveTurn): Ending {
  const spec = mapOf(params["argument_spec"]);
  if (spec === undefined) return failed({ reason: "refused", message: "argument_spec must be a dictionary of options" });
  const values = valuesFor(spec, mapOf(params["provided_arguments"]) ?? {}, scope);
  if (!values.ok) return failed({ reason: "bad-input", diagnostics: [values.error] });
  const errors = argumentErrors(spec, values.value);
  const registered = { argument_errors: errors, argument_spec_data: spec, validate_args_context: mapOf(params["validate_args_context"]) ?? {} };
  if (errors.length === 0) return steered({ ...registered, msg: "The arg spec validation passed" });
  return { ...failed({ reason: "refused", message: `Validation of arguments failed:\n${errors.join("\n")}`, hint: "The spec stands in meta/ of the role" }), values: registered };
}

function mapOf(value: Value | undefined): ValueMap | undefined {
  return isMap(value) ? value : undefined;
}

/** The values that are given, else those of the variables of the same names. */
function valuesFor(spec: ValueMap, given: ValueMap, scope: DirectiveTurn["scope"]): Result<ValueMap, Diagnostic> {
  const values: Record<string, Value> = {};
  for (const name of Object.keys(spec)) {
    const found = Object.hasOwn(given, name) ? ok(given[name] ?? null) : scope.get(name);
    if (found?.ok === false) return found;
    if (found !== undefined) values[name] = found.value;
  }
  return ok(values);
}
