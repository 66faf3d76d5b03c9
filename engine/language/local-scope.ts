import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import type { Scope } from "./scope.js";

/** The variables of a loop or template, in front of those around it. */
export class LocalScope implements Scope {
  readonly #own = new Map<string, Result<Value, Diagnostic>>();
  readonly #around: Scope;

  constructor(around: Scope) {
    this.#around = around;
  }

  set(name: string, value: Value): void {
    this.#own.set(name, ok(value));
  }

  get(name: string): Result<Value, Diagnostic> | undefined {
    return this.#own.get(name) ?? this.#around.get(name);
  }

  names(): readonly string[] {
    return [...this.#own.keys(), ...this.#around.names()];
  }

  lookup(plugin: string, terms: readonly Value[], options: Readonly<Record<string, Value>>, scope: Scope = this): Result<Value, Diagnostic> | undefined {
    return this.#around.lookup?.(plugin, terms, options, scope);
  }
}
