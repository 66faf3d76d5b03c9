import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { lookupIn } from "#engine/run/lookups/index.js";
import { askNow } from "#engine/run/lookups/inquiry.js";
import type { LookupPlace } from "#engine/run/lookups/place.js";
import { evaluated } from "#test/engine/language/scope-of.js";

/** A folder of files, and expressions whose lookups look there. */
export class LookupBench {
  readonly folder = mkdtempSync(join(tmpdir(), "tsplay-lookups-"));
  readonly warnings: Diagnostic[] = [];
  readonly state: ReturnType<LookupPlace["state"]> & { mode: "now" | "ahead" | "login"; standsIn: boolean } = { mode: "now", remembered: new Map(), ask: askNow, standIns: new Map(), standsIn: false };

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  /** What an expression gives. */
  ask(expression: string, { variables = {}, ...place }: Partial<LookupPlace> & { readonly variables?: Readonly<Record<string, Value>> } = {}): Result<Value, Diagnostic> {
    return evaluated(expression, variables, { lookup: lookupIn({
      role: undefined, folder: undefined, playbookDir: this.folder, check: false, hostsMatching: () => [], unvault: undefined,
      state: () => this.state, warn: (diagnostic) => { this.warnings.push(diagnostic); }, ...place,
    }) });
  }

  /** The value of an expression that has one. */
  value(expression: string, more: Parameters<LookupBench["ask"]>[1] = {}): Value {
    const result = this.ask(expression, more);
    if (!result.ok) throw new Error(`${expression}: ${result.error.message} ${result.error.hint ?? ""}`);
    return result.value;
  }

  /** What is wrong with an expression. */
  mistake(expression: string, more: Parameters<LookupBench["ask"]>[1] = {}): Diagnostic {
    const result = this.ask(expression, more);
    if (result.ok) throw new Error(`${expression}: there is nothing wrong with it`);
    return result.error;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
