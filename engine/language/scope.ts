import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import type { Outcome } from "./outcome.js";

/** The variables an expression sees. */
export interface Scope {
  /** The value of a variable, its own templates already rendered; undefined when there is no such variable; an error when its value cannot be made. */
  get(name: string): Result<Value, Diagnostic> | undefined;
  /** What a template set itself under a name (`set`, `for`, parameters of macros, imports), which may be undefined; undefined when it set nothing. */
  local?(name: string): Outcome | undefined;
  /** All names, for "did you mean" and for `vars`. */
  names(): readonly string[];
  /**
   * Does a lookup plugin's work (`lookup('file', ...)`): the list of its results, or Unknown; undefined when there is no such plugin.
   * `scope`: the variables where it is called, which templates and searches look into.
   */
  lookup?(plugin: string, terms: readonly Value[], options: Readonly<Record<string, Value>>, scope?: Scope): Result<Value, Diagnostic> | undefined;
}
