import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { createScope } from "#engine/inventory/variables.js";
import { evaluate } from "#engine/language/evaluate.js";
import { parseExpression } from "#engine/language/expression.js";
import { freeNames } from "#engine/language/free-names.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { renderMustache } from "#engine/language/mustache-file.js";
import { renderNode } from "#engine/language/template.js";
import { lint } from "#engine/lint/lint.js";
import { loadExtraVars } from "#engine/load/extra-vars.js";
import { parseYaml } from "#engine/load/yaml.js";
import { planRun } from "#engine/plan/plan-run.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";
import { placeOf, scopeOf } from "#test/engine/language/scope-of.js";
import { expressionsOf, textsOf } from "./corpus.js";
import { mutated, nasty } from "./nasty.js";

/** Something that takes texts and must answer each with a value, or with diagnostics that have a place. */
export interface Suite {
  readonly inputs: fc.Arbitrary<string>;
  /** How many are tried when nobody says. */
  readonly runs: number;
  /** Throws, or gives back a sentence, where it goes wrong. */
  check(text: string): string | undefined | Promise<string | undefined>;
}

const playbooks = textsOf(["playbooks", "test/lab/modules", "test/roles-from-ansible"], /^[\w-]+\.yml$/);
const taskFiles = textsOf(["roles", "test/roles-from-ansible/roles"], /(?:tasks|handlers)\/[\w-]+\.yml$/);
const varsFiles = textsOf(["roles", "inventories", "test/roles-from-ansible/roles"], /(?:defaults|vars|group_vars|meta)\/[\w-]+\.yml$/);
const inventories = [...textsOf(["inventories"], /hosts\.yml$/), ...textsOf(["test/engine/inventory/oracle"], /\.(?:ini|yml)$/)];
const jinjas = textsOf(["test/roles-from-ansible/roles", "test/lab/modules"], /\.j2$/);
const mustaches = textsOf(["roles"], /\.mustache$/);
const expressions = expressionsOf([...playbooks, ...taskFiles, ...varsFiles, ...jinjas]);

const table = { modules, aliases };
const values = { x: "text", y: [1, "two", { three: 3 }], a: { b: { c: [1] } }, item: { name: "n", state: "present" }, s: new Secret("hidden-word"), n: 3 };
const scope = scopeOf(values);

/** Every suite by its name. */
export const suites: Readonly<Record<string, Suite>> = {
  yaml: { inputs: fc.oneof(nasty, mutated([...playbooks, ...taskFiles, ...varsFiles])), runs: 1000, check: (text) => judged(parseYaml(text, "x.yml")) },
  expression: { inputs: fc.oneof(nasty, mutated(expressions)), runs: 2500, check: checkExpression },
  template: { inputs: fc.oneof(nasty, mutated([...jinjas, ...mustaches])), runs: 400, check: checkTemplate },
  variables: { inputs: fc.oneof(nasty, mutated(varsFiles)), runs: 400, check: checkVariables },
  inventory: { inputs: fc.oneof(nasty, mutated(inventories)), runs: 250, check: inFolder(checkInventory) },
  playbook: { inputs: fc.oneof(nasty, mutated(playbooks)), runs: 120, check: inFolder((folder, text) => checkProject(folder, { "play.yml": text })) },
  tasks: { inputs: fc.oneof(nasty, mutated(taskFiles)), runs: 120, check: inFolder((folder, text) => checkProject(folder, { "play.yml": "- hosts: all\n  tasks:\n    - import_tasks: t.yml\n  roles: [r]\n", "t.yml": text, "roles/r/tasks/main.yml": text })) },
  lint: { inputs: fc.oneof(nasty, mutated([...playbooks, ...taskFiles])), runs: 120, check: inFolder(checkLint) },
};

function checkExpression(text: string): string | undefined {
  const parsed = parseExpression(text, placeOf(text));
  if (!parsed.ok) return told([parsed.error]);
  freeNames(parsed.value);
  const result = evaluate(parsed.value, scope);
  return result.ok ? plainness(result.value) : told([result.error]);
}

function checkTemplate(text: string): string | undefined {
  return judged(renderJinja(text, "x.j2", scope)) ?? judged(renderMustache(text, "x.mustache", scope));
}

/** Variables that refer to each other and themselves, each asked for. */
function checkVariables(text: string): string | undefined {
  const extra = loadExtraVars(`{${text}}`);
  const parsed = parseYaml(text, "vars.yml");
  const wrong = extra.ok ? undefined : told(extra.error);
  if (!parsed.ok || parsed.value?.kind !== "map") return wrong ?? judged(parsed);
  const variables = createScope([{ origin: "vars", level: 12, vars: parsed.value }]);
  const bad = parsed.value.entries.slice(0, 50).map(({ key }) => judgedValue(variables.get(key))).find((each) => each !== undefined);
  return wrong ?? bad ?? judged(renderNode(parsed.value, variables));
}

function judgedValue(value: Result<unknown, Diagnostic> | undefined): string | undefined {
  return value?.ok === true ? plainness(value.value) : judged(value ?? { ok: true, value: undefined });
}

function checkInventory(folder: string, text: string): string | undefined {
  for (const name of ["hosts.yml", "hosts.ini"]) {
    write(folder, name, text);
    const wrong = judged(loadInventory([join(folder, name)]));
    if (wrong !== undefined) return `${name}: ${wrong}`;
  }
  return undefined;
}

function checkProject(folder: string, files: Readonly<Record<string, string>>): string | undefined {
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  write(folder, "hosts.yml", "all: {hosts: {h1: {ansible_connection: local}}}\n");
  return judged(planRun({ playbooks: [join(folder, "play.yml")], inventories: [join(folder, "hosts.yml")], limit: undefined, tags: [], skipTags: [], extraVars: [], startAtTask: undefined, table, rolePaths: [] }));
}

function checkLint(folder: string, text: string): string | undefined {
  for (const name of ["play.yml", "roles/r/tasks/main.yml", "roles/r/defaults/main.yml", "roles/r/templates/a.j2", "hosts.yml", "group_vars/all"]) write(folder, name, text);
  const found = lint({ paths: [folder], table, inventories: [], extraVars: [], rolePaths: [], off: [], exclude: [] });
  if (!found.ok) return told(found.error);
  return found.value.findings.map(({ place, message, rule }) => untidy(message) ?? (place === undefined ? `${rule} has no place: ${message}` : undefined)).find((each) => each !== undefined);
}

function inFolder(check: (folder: string, text: string) => string | undefined): Suite["check"] {
  return (text) => {
    const folder = mkdtempSync(join(tmpdir(), "tsplay-fuzz-"));
    try {
      return check(folder, text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function judged(result: Result<unknown, Diagnostic | readonly Diagnostic[]>): string | undefined {
  return result.ok ? undefined : told([result.error].flat());
}

/** What is wrong with an answer: no diagnostic, one that speaks of the program's inside, or none with a place. */
function told(diagnostics: readonly Diagnostic[]): string | undefined {
  if (diagnostics.length === 0) return "refused without a word";
  const bad = diagnostics.map(({ message }) => untidy(message)).find((each) => each !== undefined);
  if (bad !== undefined) return bad;
  const placed = diagnostics.some(({ place }) => place !== undefined && place.line >= 1 && place.column >= 1 && place.file !== "");
  // Only what is wrong with a whole file has no line.
  return placed || diagnostics.every(({ code }) => /^empty-|^not-utf8$|^no-hosts$/.test(code)) ? undefined : `no place: ${JSON.stringify(diagnostics)}`;
}

function untidy(message: string): string | undefined {
  return message === "" || /\bat \S+ \(?\S+:\d+:\d+|node:internal|\[object |Cannot read propert|is not a function|Maximum call stack|Invalid array length|Invalid string length|Invalid regular expression flags/.test(message) ? `untidy message: ${message}` : undefined;
}

/** A value may hold nothing that a playbook could not have written: no function, no object with a history. */
function plainness(value: unknown, depth = 0): string | undefined {
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return `a ${typeof value} came out`;
  if (depth > 200 || typeof value !== "object" || value === null) return undefined;
  return Object.values(value).map((each) => plainness(each, depth + 1)).find((each) => each !== undefined);
}
