import { createRequire } from "node:module";
import type { Value, ValueMap } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anything, flag, integer, maybe, optional } from "../reading.js";
import { plainValue } from "../plain-value.js";
import { toYaml, type YamlShape } from "../yaml-text.js";

const shape = { indent: maybe(integer), width: optional(integer, 80), sort_keys: optional(flag, true), explicit_start: optional(flag, false), default_flow_style: maybe(flag), allow_unicode: optional(flag, true) } as const;

/** Filters between values and texts of YAML. */
export const yamlFilters: Readonly<Record<string, Definition>> = {
  to_yaml: define({
    doc: "to_yaml(indent=2, width=80, sort_keys=true, explicit_start=false, default_flow_style): YAML, with the innermost lists and dictionaries on one line.", input: anything, params: shape, named: true,
    apply: (value, args, { named }) => write(value, { ...args, indent: args.indent ?? 2, flowLeaves: args.default_flow_style !== false }, named),
  }),
  to_nice_yaml: define({
    doc: "to_nice_yaml(indent=4, width=80, sort_keys=true, explicit_start=false): YAML with everything on a line of its own.", input: anything, params: shape, named: true,
    apply: (value, args, { named }) => write(value, { ...args, indent: args.indent ?? 4, flowLeaves: false }, named),
  }),
  from_yaml: define({ doc: "from_yaml: the value of a YAML text; other values as they are.", input: anything, apply: (yaml) => typeof yaml === "string" ? read(yaml, "one") : yaml }),
  from_yaml_all: define({ doc: "from_yaml_all: the values of a YAML text with several documents.", input: anything, apply: (yaml) => typeof yaml === "string" ? read(yaml, "all") : yaml }),
};

interface Wanted { readonly indent: number; readonly width: number; readonly sort_keys: boolean; readonly explicit_start: boolean; readonly flowLeaves: boolean; readonly allow_unicode: boolean }

function write(value: Value, wanted: Wanted, others: ValueMap): string | Fault {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return new Fault("unknown-argument", `It has no argument "${unknown}"`, { hint: "It takes indent, width, sort_keys, explicit_start and default_flow_style." });
  if (!wanted.allow_unicode) return typeFault("\"allow_unicode\" is always true here", "Leave it out.");
  if (wanted.indent < 2 || wanted.indent > 9) return typeFault("\"indent\" must be between 2 and 9");
  const width = wanted.width > wanted.indent * 2 ? wanted.width : wanted.width < 0 ? Infinity : 80;
  const how: YamlShape = { indent: wanted.indent, width, sort: wanted.sort_keys, flowLeaves: wanted.flowLeaves, explicitStart: wanted.explicit_start };
  return toYaml(value, how);
}

/** The package is only loaded when a playbook uses these filters: it takes longer to load than all else here together. */
interface YamlPackage { parseAllDocuments(text: string, options: object): readonly YamlDocument[] & { readonly empty?: true } }
interface YamlDocument { toJS(options: object): unknown; readonly errors: readonly Error[]; readonly warnings: readonly Error[] }
interface Tag { readonly tag: string; readonly test?: RegExp; readonly format?: string }

/** YAML 1.1, as PyYAML reads it (y and n are texts, a number with an exponent needs a point), but dates stay texts. */
const OPTIONS = {
  version: "1.1", merge: true, uniqueKeys: false, logLevel: "error",
  customTags: (tags: readonly (Tag | string)[]) => tags.filter((tag) => tag !== "timestamp" && tag !== "binary" && !(typeof tag === "object" && (/timestamp|binary|omap|pairs|:bool$/.test(tag.tag) || tag.format === "EXP" || tag.test?.test(".") === true))).concat([FLOAT, YES, NO] as unknown as Tag[]),
} as const;
/** Not a lone point, which the package takes for a number. */
const FLOAT = { identify: (value: unknown) => typeof value === "number", default: true, tag: "tag:yaml.org,2002:float", test: /^(?:[-+]?\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]\d+)?$/, resolve: (text: string) => Number.parseFloat(text.replaceAll("_", "")) } as const;

const YES = { identify: (value: unknown) => value === true, default: true, tag: "tag:yaml.org,2002:bool", test: /^(?:[yY]es|YES|[tT]rue|TRUE|[oO]n|ON)$/, resolve: () => true, stringify: () => "true" } as const;
const NO = { identify: (value: unknown) => value === false, default: true, tag: "tag:yaml.org,2002:bool", test: /^(?:[nN]o|NO|[fF]alse|FALSE|[oO]ff|OFF)$/, resolve: () => false, stringify: () => "false" } as const;

function read(yaml: string, which: "one" | "all"): Value | Fault {
  try {
    const documents = (createRequire(import.meta.url)("yaml") as YamlPackage).parseAllDocuments(yaml, OPTIONS);
    const problem = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])[0];
    if (problem !== undefined) return bad(problem);
    if (which === "one" && documents.length > 1) return new Fault("bad-yaml", "It holds more than one document", { hint: "Read them with from_yaml_all." });
    const values = documents.map((document) => document.toJS({ maxAliasCount: 100 }));
    const value = plainValue(which === "all" ? values : values[0] ?? null);
    return value === undefined ? new Fault("bad-yaml", "It is nested too deep") : value;
  } catch (error) {
    return bad(error);
  }
}

function bad(error: unknown): Fault {
  return new Fault("bad-yaml", `It is not valid YAML: ${error instanceof Error ? error.message.split("\n", 1)[0] ?? "" : "syntax error"}`);
}
