import { problemAt, warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Value } from "#engine/core/value.js";
import { checkBecome } from "./check-become.js";
import { coerce, isTemplate, ownProperty } from "./coerce.js";
import { UNSUPPORTED } from "./keyword-tables.js";
import type { KeywordTable } from "./keyword-types.js";
import { locate } from "./node-path.js";
import { plainMap, valueOf } from "./plain.js";
import { schemaErrors } from "./validator.js";
import { violations, withoutEchoes, type Violation, type Wording } from "./violation.js";

/** A kind of dictionary in a playbook: what its keys may be. */
export interface KeywordSchemaObject {
  readonly type: "object";
  readonly properties: KeywordTable;
  readonly required?: readonly string[];
  readonly additionalProperties: boolean;
}

/** Checks the keywords of a play, task ...: unknown ones, those this version does not have, and values of the wrong type. */
export function checkKeywords(schema: KeywordSchemaObject, node: MapNode, wording: Wording): readonly Diagnostic[] {
  const [unsupported, entries] = partition(node.entries, (entry) => isUnsupported(schema, entry.key));
  const data = entries.map((entry): [string, Value] => [entry.key, keywordValue(schema, entry)]);
  return [
    ...unsupported.map(unsupportedKeyword),
    ...entries.filter((entry) => isStaticTemplate(schema, entry)).map(staticTemplate),
    ...Object.hasOwn(schema.properties, "become_method") ? checkBecome(node) : [],
    ...withoutEchoes(violations(schemaErrors(schema, plainMap(data)), wording)).filter((each) => !isMethod(each)).map((each) => locate(explained(each), node)),
  ];
}

/** checkBecome has more to say of it. */
function isMethod({ code, path }: Violation): boolean {
  return code === "wrong-value" && path.join(".") === "become_method";
}

/** What Ansible took until 2.17, and warned of. */
function explained(violation: Violation): Violation {
  const listOfVars = violation.path.join() === "vars" && violation.message.endsWith("not a list");
  return listOfVars ? { ...violation, hint: "Take the dashes away: a list of dictionaries is gone from Ansible 2.18 as well" } : violation;
}

function keywordValue(schema: KeywordSchemaObject, entry: MapEntry): Value {
  const property = ownStatic(schema, entry.key) ? undefined : ownProperty(schema.properties, entry.key);
  return coerce(property ?? {}, valueOf(entry.value));
}

function ownStatic(schema: KeywordSchemaObject, key: string): boolean {
  return Object.hasOwn(schema.properties, key) && schema.properties[key]?.["x-static"] === true;
}

function isUnsupported(schema: KeywordSchemaObject, key: string): boolean {
  return !Object.hasOwn(schema.properties, key) && Object.hasOwn(UNSUPPORTED, key) && !schema.additionalProperties;
}

function unsupportedKeyword(entry: MapEntry): Diagnostic {
  const { hint, harmless } = UNSUPPORTED[entry.key] ?? {};
  if (harmless === true) return warningAt("ignored-keyword", `\`${entry.key}\` is not supported yet and has no effect`, { place: entry.keyPlace, hint });
  return problemAt("unsupported-keyword", `\`${entry.key}\` is not supported yet`, { place: entry.keyPlace, hint });
}

function isStaticTemplate(schema: KeywordSchemaObject, entry: MapEntry): boolean {
  return ownStatic(schema, entry.key) && entry.value.kind === "scalar" && isTemplate(entry.value.value);
}

function staticTemplate(entry: MapEntry): Diagnostic {
  return problemAt("template-not-allowed", `\`${entry.key}\` cannot be a template: it is needed before there are variables`, { place: entry.value.place, hint: "Write the value itself" });
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
