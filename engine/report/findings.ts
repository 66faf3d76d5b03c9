import type { Finding, Severity } from "#engine/core/finding.js";
import { excerpt } from "./excerpt.js";
import { colourless, type Palette } from "./palette.js";
import { oneLine, visible } from "./visible.js";

/** How much of lint's work there was to show. */
export interface LintTotals {
  readonly files: number;
}

/** Findings as people read them: `file:line:column: severity rule: message`, the line, what to do; the numbers at the end. */
export function findingsText(findings: readonly Finding[], { files }: LintTotals, colors: Palette = colourless): string {
  const blocks = findings.map((finding) => findingText(finding, colors));
  return `${[...blocks, countLine(findings, files)].join("\n\n")}\n`;
}

function findingText({ place, severity, rule, message, hint }: Finding, colors: Palette): string {
  const where = place === undefined ? "" : `${oneLine(place.file)}:${place.line}:${place.column}: `;
  const paint = { error: colors.red, warning: colors.yellow, hint: colors.cyan }[severity];
  const lines = place === undefined ? [] : excerpt(place).map((line, row) => row === 0 ? line : paint(line));
  return [`${colors.bold(where)}${paint(severity)}: ${visible(message)} ${colors.dim(`[${rule}]`)}`, ...lines, ...(hint === undefined ? [] : [colors.cyan(visible(hint))])].join("\n");
}

/** `1 error, 2 warnings and 3 hints in 12 files`. */
function countLine(findings: readonly Finding[], files: number): string {
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const).filter(([, count]) => count > 0);
  const words = counts.map(([severity, count]) => `${count} ${severity}${count === 1 ? "" : "s"}`);
  const all = words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
  return `${all === "" ? "nothing found" : all} in ${files} file${files === 1 ? "" : "s"}`;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "hint"];

/** One JSON document: the findings, and their numbers. */
export function findingsJson(findings: readonly Finding[], { files }: LintTotals): string {
  const shown = findings.map(({ rule, severity, message, hint, place }) => ({
    rule, severity, message, ...(hint !== undefined && { hint }),
    ...(place && { file: place.file, line: place.line, column: place.column, length: place.length ?? 1, text: place.text }),
  }));
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  return `${JSON.stringify({ findings: shown, files, errors: count("error"), warnings: count("warning"), hints: count("hint") }, undefined, 2)}\n`;
}

/** Workflow commands of GitHub Actions ("Workflow commands", its documentation): they become notes beside the lines of a pull request. */
export function findingsGithub(findings: readonly Finding[]): string {
  return findings.map(({ rule, severity, message, hint, place }) => {
    const level = severity === "hint" ? "notice" : severity;
    const where = place === undefined ? "" : `file=${property(place.file)},line=${place.line},col=${place.column},endColumn=${place.column + (place.length ?? 1)},`;
    return `::${level} ${where}title=${property(`tsplay ${rule}`)}::${data(hint === undefined ? message : `${message}. ${hint}`)}\n`;
  }).join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
