import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import type { Scope } from "./scope.js";
import { Undefined } from "./undefined.js";

/** The variables that a template sets: of the whole template, or of a loop, macro or block in it, in front of those around it. */
export class LocalScope implements Scope {
  readonly #own = new Map<string, Outcome>();
  readonly #around: Scope;

  constructor(around: Scope) {
    this.#around = around;
  }

  /** Sets a variable; an undefined value hides one of the same name further out. */
  set(name: string, value: Outcome): void {
    this.#own.set(name, value);
  }

  /** The names that were set in this scope itself. */
  ownNames(): readonly string[] {
    return [...this.#own.keys()];
  }

  local(name: string): Outcome | undefined {
    const own = this.#own.get(name);
    return own === undefined ? this.#around.local?.(name) : own;
  }

  get(name: string): Result<Value, Diagnostic> | undefined {
    const own = this.local(name);
    if (own === undefined) return this.#around.get(name);
    if (own instanceof Undefined) return undefined;
    return own instanceof Fault ? err(own.diagnostic(NOWHERE)) : ok(own);
  }

  names(): readonly string[] {
    return [...this.#own.keys(), ...this.#around.names()];
  }

  lookup(plugin: string, terms: readonly Value[], options: Readonly<Record<string, Value>>, scope: Scope = this): Result<Value, Diagnostic> | undefined {
    return this.#around.lookup?.(plugin, terms, options, scope);
  }
}

/** Faults have their place before they are kept. */
const NOWHERE = { text: "", place: () => ({ file: "", line: 1, column: 1, text: "" }) };

/** What a template sees that is used without context: no variables, only functions and lookups. */
export class BareScope implements Scope {
  readonly #around: Scope;

  constructor(around: Scope) {
    this.#around = around;
  }

  get(): undefined {
    return undefined;
  }

  names(): readonly string[] {
    return [];
  }

  lookup(plugin: string, terms: readonly Value[], options: Readonly<Record<string, Value>>, scope: Scope = this): Result<Value, Diagnostic> | undefined {
    return this.#around.lookup?.(plugin, terms, options, scope);
  }
}
