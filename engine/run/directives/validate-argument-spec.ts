import { isMap, type Value, type ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import { argumentErrors, type ArgumentSpec } from "./argument-errors.js";
import type { DirectiveTurn } from "./carry-out.js";

/** validate_argument_spec: the variables that a spec names are as it wants them (Ansible: "Role argument validation"). */
export function validateArgumentSpec(_run: PlayRun, task: PlannedTask, { params, scope }: DirectiveTurn): Ending {
  const spec = params["argument_spec"];
  if (!isMap(spec)) return failed({ reason: "refused", message: "argument_spec must be a dictionary of options" });
  const given = isMap(params["provided_arguments"]) ? params["provided_arguments"] : {};
  const values: Record<string, Value> = {};
  for (const name of Object.keys(spec)) {
    const found = Object.hasOwn(given, name) ? { ok: true as const, value: given[name] ?? null } : scope.get(name);
    if (found?.ok === false) return failed({ reason: "bad-input", diagnostics: [found.error] });
    if (found !== undefined) values[name] = found.value;
  }
  const errors = argumentErrors(spec as ArgumentSpec, values);
  const context: ValueMap = { argument_spec_name: "main", name: task.role?.name ?? "", path: task.role?.path ?? "", type: "role" };
  const registered = { argument_errors: errors, argument_spec_data: spec, validate_args_context: isMap(params["validate_args_context"]) ? params["validate_args_context"] : context };
  if (errors.length === 0) return { kind: "ok", certainty: { level: "certain" }, values: { ...registered, msg: "The arg spec validation passed" } };
  return { ...failed({ reason: "refused", message: `Validation of arguments failed:\n${errors.join("\n")}`, hint: `The spec stands in meta/ of the role` }), values: registered };
}
