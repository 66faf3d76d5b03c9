import { createRequire } from "node:module";
import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anything, flag, integer, maybe, optional, text } from "../reading.js";
import { plainValue } from "../plain-value.js";
import { toYaml } from "../yaml-text.js";

const shape = { indent: maybe(integer), sort_keys: optional(flag, true) } as const;

/** Filters between values and texts of YAML. */
export const yamlFilters: Readonly<Record<string, Definition>> = {
  to_yaml: define({ doc: "to_yaml(indent=2, sort_keys=true): YAML, with the innermost lists and dictionaries on one line.", input: anything, params: shape, named: true, apply: (value, { indent, sort_keys: sort }) => write(value, { indent: indent ?? 2, sort, flowLeaves: true }) }),
  to_nice_yaml: define({ doc: "to_nice_yaml(indent=4, sort_keys=true): YAML with everything on a line of its own.", input: anything, params: shape, named: true, apply: (value, { indent, sort_keys: sort }) => write(value, { indent: indent ?? 4, sort, flowLeaves: false }) }),
  from_yaml: define({ doc: "from_yaml: the value of a YAML text.", input: text, apply: (yaml) => read((package_) => package_.parse(yaml, OPTIONS)) }),
  from_yaml_all: define({ doc: "from_yaml_all: the values of a YAML text with several documents.", input: text, apply: (yaml) => read((package_) => package_.parseAllDocuments(yaml, OPTIONS).map((document) => document.toJS())) }),
};

function write(value: Value, wanted: Parameters<typeof toYaml>[1]): string | Fault {
  return wanted.indent < 2 || wanted.indent > 9 ? typeFault("\"indent\" must be between 2 and 9") : toYaml(value, wanted);
}

/** PyYAML reads yes, no, on and off as booleans. */
const WORDS = { tag: "tag:yaml.org,2002:bool", default: true, test: /^(?:[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF)$/, resolve: (word: string) => /^(?:y|on)/i.test(word) } as const;
const OPTIONS = { merge: true, maxAliasCount: 100, logLevel: "error", customTags: (tags: readonly unknown[]) => [WORDS, ...tags] } as const;

/** The package is only loaded when a playbook uses these filters: it takes longer to load than all else here together. */
interface YamlPackage { parse(text: string, options: object): unknown; parseAllDocuments(text: string, options: object): readonly { toJS(): unknown; readonly errors: readonly Error[] }[] }

function read(parse: (package_: YamlPackage) => unknown): Value | Fault {
  try {
    const value = plainValue(parse(createRequire(import.meta.url)("yaml") as YamlPackage));
    return value === undefined ? new Fault("bad-yaml", "It is nested too deep") : value;
  } catch (error) {
    return new Fault("bad-yaml", `It is not valid YAML: ${error instanceof Error ? error.message.split("\n", 1)[0] ?? "" : "syntax error"}`);
  }
}
