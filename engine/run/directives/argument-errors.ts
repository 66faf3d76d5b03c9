import { Secret } from "#engine/core/secret.js";
import { isList, isMap, scalarText, Unknown, type Value, type ValueMap } from "#engine/core/value.js";

/** Options by name, as they are written in an argument spec. */
export type ArgumentSpec = Readonly<Record<string, Value>>;

/** What is wrong with values, in Ansible's order: missing ones first, then types and choices. `path`: the option they are below. */
export function argumentErrors(spec: ArgumentSpec, values: ValueMap, path = ""): readonly string[] {
  const names = Object.keys(spec);
  const below = path === "" ? "" : ` found in ${path}`;
  const missing = names.filter((name) => flag(optionOf(spec, name), "required") && valueAt(values, name) === undefined);
  const extra = path === "" ? [] : Object.keys(values).filter((name) => !names.includes(name));
  return [
    ...(missing.length === 0 ? [] : [`missing required arguments: ${missing.toSorted().join(", ")}${below}`]),
    ...names.flatMap((name) => optionErrors(optionOf(spec, name), valueAt(values, name), path === "" ? name : `${path} -> ${name}`)),
    ...(extra.length === 0 ? [] : [`${extra.join(", ")} are not options of ${path}; there are ${names.join(", ")}`]),
  ];
}

function optionOf(spec: ArgumentSpec, name: string): ValueMap {
  const option = spec[name];
  return isMap(option) ? option : {};
}

function valueAt(values: ValueMap, name: string): Value | undefined {
  return Object.hasOwn(values, name) && values[name] !== null ? values[name] : undefined;
}

function flag(option: ValueMap, key: string): boolean {
  return option[key] === true;
}

function optionErrors(option: ValueMap, value: Value | undefined, name: string): readonly string[] {
  if (value === undefined || value instanceof Unknown) return [];
  const type = typeof option["type"] === "string" ? option["type"] : "str";
  const wrong = typeError(type, value);
  if (wrong !== undefined) return [`argument '${name}' is of type ${kindOf(value)} and cannot be taken for ${type}: ${wrong}`];
  const choices = isList(option["choices"]) ? option["choices"] : undefined;
  const items = isList(value) ? value : [value];
  const outside = choices === undefined ? [] : items.filter((item) => !choices.some((choice) => choice === item || shown(choice) === shown(item)));
  if (outside.length > 0) return [`value of ${name} must be one of: ${(choices ?? []).map(shown).join(", ")}, got: ${outside.map(shown).join(", ")}`];
  return nestedErrors(option, value, name);
}

function nestedErrors(option: ValueMap, value: Value, name: string): readonly string[] {
  const elements = option["elements"];
  const ofElements = typeof elements === "string" && isList(value)
    ? value.flatMap((item) => typeError(elements, item) === undefined ? [] : [`Elements value for option '${name}' is of type ${kindOf(item)} and cannot be taken for ${elements}`]) : [];
  const options = option["options"];
  if (!isMap(options) || ofElements.length > 0) return ofElements;
  return (isList(value) ? value : [value]).flatMap((item) => isMap(item) ? argumentErrors(options, item, name) : []);
}

/** Why a value is not of a type, as Ansible takes it: numbers may be written as text, anything may be text, text may be a list. */
function typeError(type: string, value: Value): string | undefined {
  if (value instanceof Secret || value instanceof Unknown) return undefined;
  const fits = CHECKS[type];
  return fits === undefined || fits(value) ? undefined : `${JSON.stringify(value)} is no ${type}`;
}

const CHECKS: Readonly<Record<string, (value: Value) => boolean>> = {
  str: () => true, raw: () => true, json: () => true, jsonarg: () => true, bytes: () => true, bits: () => true,
  path: (value) => typeof value !== "object",
  int: (value) => (typeof value === "number" && Number.isInteger(value)) || (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value)),
  float: (value) => typeof value === "number" || (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))),
  bool: (value) => typeof value === "boolean" || /^(yes|no|on|off|true|false|y|n|t|f|1|0|1\.0|0\.0)$/i.test(shown(value)),
  list: (value) => isList(value) || typeof value === "string" || typeof value === "number",
  dict: (value) => isMap(value) || (typeof value === "string" && (value.trimStart().startsWith("{") || value.includes("="))),
};

function shown(value: Value): string {
  return scalarText(value) ?? JSON.stringify(value);
}

function kindOf(value: Value): string {
  if (isList(value)) return "list";
  if (isMap(value)) return "dict";
  return typeof value === "number" ? "number" : typeof value;
}
