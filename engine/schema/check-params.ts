import { problemAt, warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapEntry, type MapNode, type Node, type ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { Value } from "#engine/core/value.js";
import type { ObjectSchema, PropertySchema } from "#engine/module/param-schema.js";
import { coerce, isTemplate, ownProperty, typesOf } from "./coerce.js";
import { freeForm } from "./free-form.js";
import { badMode } from "./mode.js";
import { locate } from "./node-path.js";
import { paramViolations } from "./param-rules.js";
import { plainMap, valueOf } from "./plain.js";
import { subject } from "./violation.js";

/** Checks what a playbook gives a module before the run. Templates pass: they are checked again once they are rendered (resolveParams). */
export function checkParamsStatically(schema: ObjectSchema, node: Node | undefined, moduleName: string): readonly Diagnostic[] {
  if (node === undefined || node.kind === "list") return node === undefined ? missing(schema, moduleName) : [problemAt("wrong-type", `the parameters of ${moduleName} must be a dictionary, not a list`, { place: node.place })];
  if (node.kind === "map") return checkMap(schema, node, moduleName);
  if (node.value === null) return missing(schema, moduleName, node.place);
  const parsed = freeForm(schema, String(node.value), node.place);
  return parsed.ok ? checkMap(schema, parsed.value, moduleName) : [parsed.error];
}

function missing(schema: ObjectSchema, moduleName: string, place?: Place): readonly Diagnostic[] {
  return paramViolations(schema, {}, moduleName).map(({ code, message, hint }) => problemAt(code, message, { place, hint }));
}

function checkMap(schema: ObjectSchema, node: MapNode, moduleName: string): readonly Diagnostic[] {
  const { canonical, diagnostics } = canonicalise(schema, node);
  const given = canonical.entries.filter((entry) => !isNull(schema, entry));
  const values = given.map((entry): [string, Value] => {
    const property = ownProperty(schema.properties, entry.key);
    return [entry.key, property === undefined ? valueOf(entry.value) : coerce(property, valueOf(entry.value))];
  });
  return [
    ...diagnostics,
    ...paramViolations(schema, plainMap(values), moduleName).map((each) => locate(each, canonical)),
    ...given.flatMap((entry) => checkLiteral(ownProperty(schema.properties, entry.key), entry)),
  ];
}

/** Roles give an empty text for what is not wanted (`default_release: ""`), as Ansible's modules take it: where text of some form is wanted, and none is needed. */
export function isEmptyForNone(schema: ObjectSchema, name: string): boolean {
  const pattern = ownProperty(schema.properties, name)?.pattern;
  return pattern !== undefined && schema.required?.includes(name) !== true && !new RegExp(pattern, "u").test("");
}

/** An empty value is as good as none, unless the schema has a use for null. */
function isNull(schema: ObjectSchema, entry: MapEntry): boolean {
  if (entry.value.kind === "scalar" && entry.value.value === "") return isEmptyForNone(schema, entry.key);
  const property = ownProperty(schema.properties, entry.key);
  return property !== undefined && entry.value.kind === "scalar" && entry.value.value === null && !typesOf(property).includes("null");
}

/** The parameters under their own names; the same one given under two names is an error. */
function canonicalise(schema: ObjectSchema, node: MapNode): { readonly canonical: MapNode; readonly diagnostics: readonly Diagnostic[] } {
  const names = aliasesOf(schema);
  const diagnostics: Diagnostic[] = [];
  const entries = new Map<string, MapEntry>();
  const written = new Map<string, string>();
  for (const entry of node.entries) {
    const key = names.get(entry.key) ?? entry.key;
    const first = written.get(key);
    if (first !== undefined) diagnostics.push(problemAt("parameter-twice", `"${entry.key}" and "${first}" are the same parameter`, { place: entry.keyPlace, hint: "Remove one of them" }));
    entries.set(key, { ...entry, key });
    written.set(key, entry.key);
  }
  return { canonical: { ...node, entries: [...entries.values()] }, diagnostics };
}

/** Alias to name. */
export function aliasesOf(schema: ObjectSchema): ReadonlyMap<string, string> {
  return new Map(Object.entries(schema.properties).flatMap(([name, property]) => (property["x-aliases"] ?? []).map((alias): [string, string] => [alias, name])));
}

/** What only the way a value is written can tell. */
function checkLiteral(property: PropertySchema | undefined, { key, value }: MapEntry): readonly Diagnostic[] {
  if (property === undefined || value.kind !== "scalar" || isTemplate(value.value)) return [];
  if (property["x-mode"] === true) return checkMode(key, value);
  return wantsText(property) ? checkNumber(key, value) : [];
}

function wantsText(property: PropertySchema): boolean {
  const types = typesOf(property);
  return property["x-expression"] !== true && types.includes("string") && !types.includes("number") && !types.includes("integer");
}

/** 1.10 is the number 1.1, and 0123 is 83: where text is wanted that is hardly meant. */
function checkNumber(key: string, { value, source, style, place }: ScalarNode): readonly Diagnostic[] {
  if (typeof value !== "number" || style !== "plain" || String(value) === source) return [];
  return [warningAt("number-as-text", `${subject([key])} is text, and YAML reads ${source} as the number ${value}`, { place, hint: `Put it in quotes: "${source}"` })];
}

function checkMode(key: string, value: ScalarNode): readonly Diagnostic[] {
  if (typeof value.value === "number" && value.style === "plain" && /^[1-9]/.test(value.source)) {
    return [problemAt("decimal-mode", `${subject([key])} is the decimal number ${value.source}: without a leading 0 it is not octal`, { place: value.place, hint: `Write it as "${value.source.padStart(4, "0")}"` })];
  }
  const bad = badMode(value.value);
  return bad === undefined ? [] : [problemAt("wrong-value", `${subject([key])} ${bad.message}`, { place: value.place, hint: bad.hint })];
}

/** Whether a task gives a parameter, under any of its names. */
export function paramEntry(schema: ObjectSchema, node: MapNode, name: string): MapEntry | undefined {
  const names = [name, ...ownProperty(schema.properties, name)?.["x-aliases"] ?? []];
  return names.map((each) => entryOf(node, each)).find((entry) => entry !== undefined);
}
