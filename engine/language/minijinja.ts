import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, isMap, OMIT, Unknown, type Value } from "#engine/core/value.js";
import { applyByName } from "./filters/apply-by-name.js";
import { filterNames, findFilter } from "./filters/index.js";
import { functions } from "./functions.js";
import type { Definition } from "./definition.js";
import { Fault } from "./fault.js";
import type { JinjaSettings } from "./jinja-header.js";
import type { Rendered } from "./mustache-file.js";
import { needed } from "./outcome.js";
import type { Scope } from "./scope.js";
import { mapOf, open, seal } from "./secret-parts.js";
import type { Source } from "./source.js";
import { findTest, testNames } from "./tests/index.js";
import { Undefined } from "./undefined.js";

/** What is rendered by the package. */
export interface MinijinjaJob { readonly source: Source; readonly file: string; readonly settings: JinjaSettings; readonly scope: Scope }

/**
 * Renders what the language's own templates do not know (macros, blocks, inheritance) through minijinja-js, with our filters, tests
 * and functions. Looser than the language: an undefined value may be compared (`nope == 1` is false), errors have a line but no column,
 * true is written `true` (Jinja2: `True`) and none `none`; if any variable the template mentions is secret or unknown, so is the whole.
 */
export async function renderWithMinijinja(job: MinijinjaJob): Promise<Result<Rendered, Diagnostic>> {
  const { Environment } = await import("minijinja-js").catch(() => ({ Environment: undefined }));
  if (Environment === undefined) {
    return err(problemAt("missing-package", "This template uses statements that need the package minijinja-js, which is not installed", { place: job.source.place({ start: 0, end: 1 }), hint: "Install it with `npm install minijinja-js`, or write the template with if, for and set only." }));
  }
  const environment = new Environment();
  environment.undefinedBehavior = "strict";
  environment.trimBlocks = job.settings.trimBlocks;
  environment.lstripBlocks = job.settings.lstripBlocks;
  environment.keepTrailingNewline = true;
  environment.enablePyCompat();
  const bridge = new Bridge(job.scope);
  for (const name of filterNames()) environment.addFilter(name, bridge.filter(name, findFilter(name)));
  for (const name of testNames()) environment.addTest(name, bridge.filter(name, findTest(name)));
  for (const name of Object.keys(functions)) environment.addGlobal(name, bridge.function(name, functions[name]));
  const context = contextOf(job);
  if (context instanceof Unknown) return ok(context);
  const rendered = attempt(() => environment.renderNamedStr(job.file, job.source.text, context.values));
  environment.free();
  if (bridge.fault !== undefined) return err(bridge.fault.diagnostic(job.source));
  if (rendered instanceof Error) return err(context.broken ?? diagnosticOf(rendered, job.source));
  return ok((context.secret ? seal(rendered) : rendered) as Rendered);
}

function attempt(render: () => string): string | Error {
  try {
    return render();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The variables whose names occur in the text: a few too many, never too few. */
function contextOf({ source, scope }: MinijinjaJob): Unknown | { values: Readonly<Record<string, unknown>>; secret: boolean; broken: Diagnostic | undefined } {
  const words = new Set(source.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const values: Record<string, unknown> = {};
  let secret = false;
  let broken: Diagnostic | undefined;
  for (const name of scope.names().filter((each) => words.has(each))) {
    const found = scope.get(name);
    if (found?.ok !== true) {
      broken ??= found?.error;
      continue;
    }
    const opened = open(found.value);
    if (opened.unknown !== undefined) return opened.unknown;
    secret ||= opened.hadSecret;
    if (opened.value !== OMIT) values[name] = opened.value;
  }
  return { values, secret, broken };
}

/** Lets the package call our definitions. A callback must never throw (the package cannot survive it), so the first fault is kept. */
class Bridge {
  fault: Fault | undefined;
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  filter(name: string, definition: Definition | undefined): (...args: unknown[]) => unknown {
    return (input, ...args) => this.#run(name, definition, { input, args });
  }

  function(name: string, definition: Definition | undefined): (...args: unknown[]) => unknown {
    return (...args) => this.#run(name, definition, { input: null, args });
  }

  #run(name: string, definition: Definition | undefined, { input, args }: { input: unknown; args: readonly unknown[] }): unknown {
    if (definition === undefined) return "";
    const named = namedArguments(args.at(-1), definition);
    const rest = (named === undefined ? args : args.slice(0, -1)).map(toValue);
    const value = input === undefined ? new Undefined({ message: `The value before "${name}" is undefined`, name: "", known: () => [], span: { start: 0, end: 1 } }) : toValue(input);
    const result = needed(applyByName(definition, name, value, { scope: this.#scope, rest, named: named ?? {}, filter: findFilter, test: findTest }));
    if (!(result instanceof Fault)) return open(result).value;
    this.fault ??= result;
    return "";
  }
}

const NAMED = new Set(["recursive", "list_merge", "attribute", "default", "wantlist", "skip_missing", "fillvalue", "repeat", "ignorecase", "multiline"]);

/** The package passes `name=value` arguments as a last dictionary; one whose keys are all parameters is taken to be that. */
function namedArguments(last: unknown, definition: Definition): Readonly<Record<string, Value>> | undefined {
  if (!(last instanceof Map) || last.size === 0) return undefined;
  const fits = [...last.keys()].every((key) => typeof key === "string" && (Object.hasOwn(definition.params, key) || (definition.named && NAMED.has(key))));
  return fits ? toValue(last) as Readonly<Record<string, Value>> : undefined;
}

function toValue(given: unknown): Value {
  if (given instanceof Map) return mapOf([...given].map(([key, value]) => [String(key), toValue(value)]));
  if (typeof given === "bigint") return Number(given);
  if (isList(given as Value)) return (given as readonly unknown[]).map(toValue);
  if (isMap(given as Value) && typeof given !== "function") return mapOf(Object.entries(given as object).map(([key, value]) => [key, toValue(value)]));
  return typeof given === "string" || typeof given === "number" || typeof given === "boolean" ? given : null;
}

/** `undefined value (in file:3)` with its place. */
function diagnosticOf(error: Error, source: Source): Diagnostic {
  const [, message = error.message, line = "1"] = /^(.*?) \(in .*:(\d+)\)/s.exec(error.message) ?? [];
  let start = 0;
  for (let left = Number(line) - 1; left > 0; left -= 1) start = source.text.indexOf("\n", start) + 1;
  const end = source.text.indexOf("\n", start);
  const code = message.startsWith("undefined") ? "undefined-variable" : "template-error";
  return problemAt(code, `minijinja: ${message}`, { place: source.place({ start, end: end === -1 ? source.text.length : end }) });
}
