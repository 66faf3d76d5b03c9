import type { Finding, Severity } from "#engine/core/finding.js";

/** A rule as SARIF lists it. */
export interface RuleText {
  readonly id: string;
  readonly summary: string;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", hint: "note" };

/** SARIF 2.1.0 (OASIS), which code scanning services read. */
export function findingsSarif(findings: readonly Finding[], rules: readonly RuleText[], version: string): string {
  const known = new Map(rules.map(({ id, summary }) => [id, summary]));
  const ids = [...new Set([...known.keys(), ...findings.map(({ rule }) => rule)])];
  const driver = { name: "tsplay", version, informationUri: "https://www.npmjs.com/package/tsplay", rules: ids.map((id) => ({ id, shortDescription: { text: known.get(id) ?? id } })) };
  const results = findings.map(({ rule, severity, message, hint, place }) => ({
    ruleId: rule, ruleIndex: ids.indexOf(rule), level: LEVELS[severity], message: { text: hint === undefined ? message : `${message}. ${hint}` },
    locations: place === undefined ? [] : [{ physicalLocation: {
      artifactLocation: { uri: place.file.split("/").map(encodeURIComponent).join("/") },
      region: { startLine: place.line, startColumn: place.column, endColumn: place.column + (place.length ?? 1) },
    } }],
  }));
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }] }, undefined, 2)}\n`;
}
