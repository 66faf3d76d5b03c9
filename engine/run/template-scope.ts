import { readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { Moment } from "#engine/language/moment.js";
import type { Scope } from "#engine/language/scope.js";
import type { TemplateUse } from "./render-file.js";

type Read = (use: TemplateUse) => Value;

/** The variables that a template file has about itself (Ansible: the template module's notes). */
const VARIABLES: Readonly<Record<string, Read>> = {
  template_host: () => hostname(),
  template_uid: ({ path }) => ownerOf(path),
  template_path: ({ name }) => name,
  template_fullpath: ({ path }) => resolve(path),
  template_destpath: ({ destination }) => destination ?? null,
  template_run_date: () => Moment.now(false).asValue(),
  template_mtime: ({ path }) => localMoment(statSync(path).mtimeMs).asValue(),
};

/** What a template file sees: what it knows of itself in front of the variables of its task. Nothing is looked up unless it is asked for. */
export class TemplateScope implements Scope {
  readonly #use: TemplateUse;
  readonly #around: Scope;

  constructor(use: TemplateUse, around: Scope) {
    this.#use = use;
    this.#around = around;
  }

  get(name: string): Result<Value, Diagnostic> | undefined {
    return Object.hasOwn(VARIABLES, name) ? ok(VARIABLES[name]?.(this.#use) ?? null) : this.#around.get(name);
  }

  local(name: string): ReturnType<NonNullable<Scope["local"]>> {
    return this.#around.local?.(name);
  }

  names(): readonly string[] {
    return [...Object.keys(VARIABLES), ...this.#around.names()];
  }

  lookup(plugin: string, terms: readonly Value[], options: Readonly<Record<string, Value>>, scope: Scope = this): Result<Value, Diagnostic> | undefined {
    return this.#around.lookup?.(plugin, terms, options, scope);
  }
}

/** A time on the clock of this machine, without a time zone, as Python's datetime.fromtimestamp has it. */
function localMoment(milliseconds: number): Moment {
  const at = milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000;
  const seconds = Math.floor(at / 1000);
  return new Moment({ kind: "datetime", at: seconds * 1000, microsecond: Math.floor((at - seconds * 1000) * 1000) });
}

/** The name of a file's owner on this machine; the number when it has none. */
function ownerOf(path: string): string {
  const { uid } = statSync(path);
  const line = passwd().split("\n").map((each) => each.split(":")).find(([, , number]) => Number(number) === uid);
  return line?.[0] ?? String(uid);
}

function passwd(): string {
  try {
    return readFileSync("/etc/passwd", "utf8");
  } catch {
    return "";
  }
}
