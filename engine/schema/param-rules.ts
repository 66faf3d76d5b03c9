import type { ObjectSchema, PropertySchema } from "#engine/module/param-schema.js";
import { isTemplate, ownProperty } from "./coerce.js";
import { TASK_KEYWORDS } from "./keyword-tables.js";
import { schemaErrors } from "./validator.js";
import { violations, withoutEchoes, type Violation } from "./violation.js";

/** What is wrong with parameters that were brought to their types: JSON Schema's rules, and the x- words that concern several of them. */
export function paramViolations(schema: ObjectSchema, params: Readonly<Record<string, unknown>>, moduleName: string): readonly Violation[] {
  const wording = { owner: moduleName, keyIs: `a parameter of ${moduleName}`, keyKind: "parameter", moreHelp: `tsplay doc ${moduleName} lists them`, moreKeys: Object.values(schema.properties).flatMap((each) => each["x-aliases"] ?? []) };
  return [
    ...withoutEchoes(violations(schemaErrors(schema, params, withoutOwnChecks), wording).map((each) => refused(schema, each, moduleName)), (name) => [name, ...ownProperty(schema.properties, name)?.["x-aliases"] ?? []]),
    ...requiredOneOf(schema, params, moduleName),
    ...exclusive(schema, params),
  ];
}

/** A parameter that we know of, and do without, says why; a keyword of tasks says where it belongs. */
function refused({ "x-refused": reasons = {} }: ObjectSchema, violation: Violation, moduleName: string): Violation {
  const { key, path, code } = violation;
  if (key === undefined || path.length > 0 || code !== "unknown-parameter") return violation;
  const reason = Object.hasOwn(reasons, key) ? reasons[key] : undefined;
  if (reason !== undefined) return { code: "refused-parameter", path, key, message: `${moduleName} does not take "${key}": ${reason}` };
  return Object.hasOwn(TASK_KEYWORDS, key) ? { ...violation, hint: `\`${key}\` is a keyword of the task: write it beside \`${moduleName}\`, in the same column` } : violation;
}

function requiredOneOf(schema: ObjectSchema, params: Readonly<Record<string, unknown>>, moduleName: string): readonly Violation[] {
  return (schema["x-required-one-of"] ?? []).filter((group) => !group.some((name) => Object.hasOwn(params, name)))
    .map((group) => ({ code: "missing-parameter", path: [], message: `${moduleName} needs ${group.map((name) => `"${name}"`).join(" or ")}` }));
}

function exclusive(schema: ObjectSchema, params: Readonly<Record<string, unknown>>): readonly Violation[] {
  return (schema["x-exclusive"] ?? []).flatMap((group) => {
    const [first, second] = group.filter((name) => Object.hasOwn(params, name) && !mayBeOmitted(params[name]));
    if (first === undefined || second === undefined) return [];
    return [{ code: "exclusive-parameters", path: [], key: second, message: `"${first}" and "${second}" exclude each other`, hint: "Remove one of them" }];
  });
}

/** Written as a template that can come to `omit`: whether it is given only its value tells, and that is looked at before the module is asked. */
function mayBeOmitted(value: unknown): boolean {
  return isTemplate(value) && /\bomit\b/.test(String(value));
}

/** The schema as ajv is to see it: modes, secrets and expressions have checks of their own, and defaults are filled in by us. */
export function withoutOwnChecks(schema: object): object {
  const { properties, ...rest } = schema as ObjectSchema;
  return { ...rest, properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, ownChecked(property)])) };
}

function ownChecked(property: PropertySchema): object {
  if (property["x-expression"] === true || property["x-mode"] === true) return {};
  const { properties, items, ...rest } = property;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([word]) => word !== "default")),
    ...(items && { items: ownChecked(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, ownChecked(each)])) }),
  };
}
