import type { Diagnostic } from "#engine/core/diagnostic.js";

/** Diagnostics as one line each: `file:line:column what happened | what to do next`, warnings marked. */
export function said(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ severity, message, hint, place }) => {
    const where = place === undefined ? "" : `${place.file}:${place.line}:${place.column} `;
    return `${severity === "warning" ? "warning: " : ""}${where}${message}${hint === undefined ? "" : ` | ${hint}`}`;
  });
}

/** The same of a result that should have failed. */
export function saidBy(result: { readonly ok: true } | { readonly ok: false; readonly error: Diagnostic | readonly Diagnostic[] }): readonly string[] {
  if (result.ok) return ["(no error)"];
  return said(Array.isArray(result.error) ? result.error as readonly Diagnostic[] : [result.error as Diagnostic]);
}
