import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Omit, Unknown, isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import type { ObjectSchema, PropertySchema } from "#engine/module/param-schema.js";
import { aliasesOf, isEmptyForNone, paramEntry } from "./check-params.js";
import { coerce, isOpaque, ownProperty, typesOf } from "./coerce.js";
import { badMode } from "./mode.js";
import { nodeAtPath } from "./node-path.js";
import { openSecrets } from "./open-secrets.js";
import { paramViolations } from "./param-rules.js";
import { plainMap } from "./plain.js";
import { subject } from "./violation.js";

/** A parameter whose rendered value is not what the module takes. */
export interface ParamError {
  /** From the parameter's name down to the value: ["env", "PATH"]; empty when a parameter is missing. */
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

/** Parameters as a module gets them. */
export interface ResolvedParams {
  readonly values: ValueMap;
  /** Set when some part cannot be known yet in a check run: what it hangs on. The module must not be asked then. */
  readonly unknown?: string;
}

/** Makes rendered values into a module's parameters: names for aliases, defaults, types, secrets; null and omit are as good as not written. */
export function resolveParams(schema: ObjectSchema, values: ValueMap, moduleName = "this module"): Result<ResolvedParams, readonly ParamError[]> {
  const given = renamed(schema, values);
  if (!given.ok) return given;
  const coerced = mapValues(given.value, (value, name) => {
    const property = ownProperty(schema.properties, name);
    if (property?.["x-expression"] === true) return property["x-list"] === true && !isList(value) ? [value] : value;
    return property === undefined ? withoutOmitted(value) : coerce(property, openSecrets(property, withoutOmitted(value)));
  });
  const errors = [...paramViolations(schema, coerced, moduleName), ...ownErrors(schema, coerced)].map(paramError);
  if (errors.length > 0) return err(errors);
  const resolved = { ...defaults(schema, coerced), ...mapValues(coerced, (value, name) => wrapSecrets(ownProperty(schema.properties, name), value)) };
  const unknown = findUnknown(plainMap(Object.entries(resolved).filter(([name]) => ownProperty(schema.properties, name)?.["x-expression"] !== true)));
  return ok({ values: resolved, ...(unknown !== undefined && { unknown }) });
}

/** Parameter errors as diagnostics, at the places where the task gives the parameters. */
export function paramDiagnostics(schema: ObjectSchema, errors: readonly ParamError[], node: MapNode): readonly Diagnostic[] {
  return errors.map(({ path, message, hint }) => {
    const [name, ...rest] = path;
    const entry = name === undefined ? undefined : paramEntry(schema, node, name);
    return problemAt("bad-parameter", message, { hint, place: entry === undefined ? node.place : nodeAtPath(entry.value, rest).place });
  });
}

function paramError({ path, key, message, hint }: { path: readonly string[]; key?: string; message: string; hint?: string }): ParamError {
  return { path: key === undefined ? path : [...path, key], message, ...(hint !== undefined && { hint }) };
}

function renamed(schema: ObjectSchema, values: ValueMap): Result<ValueMap, readonly ParamError[]> {
  const names = aliasesOf(schema);
  const found = new Map<string, Value>();
  const errors: ParamError[] = [];
  for (const [written, value] of Object.entries(values)) {
    const name = names.get(written) ?? written;
    if (isLeftOut(schema, name, value)) continue;
    if (found.has(name)) errors.push({ path: [name], message: `${subject([name])} is given twice, under two of its names`, hint: "Remove one of them" });
    found.set(name, value);
  }
  return errors.length > 0 ? err(errors) : ok(plainMap([...found]));
}

function isLeftOut(schema: ObjectSchema, name: string, value: Value): boolean {
  if (value instanceof Omit) return true;
  const property = ownProperty(schema.properties, name);
  if (value === "") return isEmptyForNone(schema, name);
  return value === null && property !== undefined && !typesOf(property).includes("null");
}

/** Deeper down `omit` drops the entry or item it stands for. */
function withoutOmitted(value: Value): Value {
  if (isList(value)) return value.filter((each) => !(each instanceof Omit)).map(withoutOmitted);
  if (!isMap(value)) return value;
  return plainMap(Object.entries(value).filter(([, each]) => !(each instanceof Omit)).map(([key, each]) => [key, withoutOmitted(each)]));
}

function mapValues(values: ValueMap, change: (value: Value, name: string) => Value): ValueMap {
  return plainMap(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}

function defaults(schema: ObjectSchema, given: ValueMap): ValueMap {
  return plainMap(Object.entries(schema.properties).filter(([name, property]) => property.default !== undefined && !Object.hasOwn(given, name))
    .map(([name, property]) => [name, property.default as Value]));
}

interface OwnError {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

function ownErrors(schema: ObjectSchema, values: ValueMap): readonly OwnError[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const property = ownProperty(schema.properties, name) ?? extraProperty(schema);
    return property === undefined ? [] : valueErrors(property, value, [name]);
  });
}

function extraProperty(schema: ObjectSchema): PropertySchema | undefined {
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

function valueErrors(property: PropertySchema, value: Value, path: readonly string[]): readonly OwnError[] {
  if (property["x-expression"] === true) return [];
  if (value instanceof Secret && property["x-never-secret"] === true) return [{ path, message: `${subject(path)} was given a secret, which every user of the host could see in the list of processes`, hint: "Give it as `stdin`, or by the task's `environment`" }];
  if (property["x-mode"] === true && !isOpaque(value)) return modeErrors(value, path);
  if (isList(value)) return value.flatMap((each, index) => valueErrors({ ...property.items, ...(property["x-never-secret"] === true && { "x-never-secret": true }) }, each, [...path, String(index)]));
  if (!isMap(value)) return [];
  const rest = typeof property.additionalProperties === "object" ? property.additionalProperties : {};
  return Object.entries(value).flatMap(([key, each]) => valueErrors(ownProperty(property.properties ?? {}, key) ?? rest, each, [...path, key]));
}

function modeErrors(value: Value, path: readonly string[]): readonly OwnError[] {
  const bad = badMode(value);
  return bad === undefined ? [] : [{ path, message: `${subject(path)} ${bad.message}`, hint: bad.hint }];
}

function wrapSecrets(property: PropertySchema | undefined, value: Value): Value {
  if (property === undefined || property["x-expression"] === true) return value;
  if (property["x-secret"] === true) return wrapped(value);
  if (isList(value)) return value.map((each) => wrapSecrets(property.items, each));
  return isMap(value) ? mapValues(value, (each, name) => wrapSecrets(ownProperty(property.properties ?? {}, name), each)) : value;
}

function wrapped(value: Value): Value {
  return typeof value === "string" || typeof value === "number" ? new Secret(String(value)) : value;
}

function findUnknown(value: Value): string | undefined {
  if (value instanceof Unknown) return value.because;
  if (isList(value)) return value.map(findUnknown).find((each) => each !== undefined);
  return isMap(value) ? Object.values(value).map(findUnknown).find((each) => each !== undefined) : undefined;
}
