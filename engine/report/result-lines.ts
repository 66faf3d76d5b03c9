import type { Event, Outcome } from "#engine/core/event.js";
import { certaintyText } from "./certainty-text.js";
import { diffLines } from "./diff-text.js";
import type { Palette } from "./palette.js";
import { sentenceLines } from "./sentence.js";
import { describeProblem } from "./sentences.js";
import { valueLines, valuesOnOneLine } from "./values-text.js";
import { oneLine } from "./visible.js";

/** How a report is written. */
export interface Style {
  /** 0, or the number of -v. */
  readonly verbosity: number;
  /** Show differences. */
  readonly diff: boolean;
  readonly check: boolean;
  readonly colors: Palette;
}

/** A task or one item of it, through on one host. */
export type ResultEvent = Extract<Event, { readonly type: "task-end" | "item-end" }>;

/** Whether people want to see it without asking for more. */
export function isOfInterest({ task, outcome }: ResultEvent): boolean {
  return (outcome.kind !== "ok" && outcome.kind !== "skipped") || (outcome.kind === "ok" && task.module === "debug");
}

/** `changed: [host] (item=x)` and what belongs below it. */
export function resultLines(event: ResultEvent, style: Style): string[] {
  const { outcome } = event;
  const [first = "", ...more] = tail(event, style);
  const head = `${painter(outcome, style.colors)(`${word(outcome)}: [${oneLine(event.host)}]${itemText(event)}`)}${first === "" ? "" : ` ${first}`}`;
  return [head, ...more, ...where(event), ...diffs(outcome, style), ...values(event, style)];
}

function itemText(event: ResultEvent): string {
  return event.type === "item-end" ? ` (item=${oneLine(event.item)})` : "";
}

/** What a result is called: a check run foresees, a real run states. */
function word(outcome: Outcome): string {
  if (outcome.kind === "changed") return outcome.applied ? "changed" : "would change";
  if (outcome.kind !== "failed") return outcome.kind;
  if (outcome.ignored) return "failed (ignored)";
  return outcome.rescued ? "failed (rescued)" : "failed";
}

function painter(outcome: Outcome, colors: Palette): (text: string) => string {
  switch (outcome.kind) {
    case "ok": return colors.green;
    case "changed": return colors.yellow;
    case "skipped": return colors.cyan;
    case "unknown": return colors.magenta;
    case "failed": return outcome.ignored || outcome.rescued ? colors.blue : colors.red;
  }
}

function tail(event: ResultEvent, { verbosity }: Style): string[] {
  const { outcome } = event;
  const took = verbosity >= 3 && event.type === "task-end" ? `(${event.seconds.toFixed(2)} s)` : "";
  switch (outcome.kind) {
    case "ok": case "changed": return [`${certaintyText(outcome.certainty).trim()} ${took}`.trim()];
    case "skipped": return [outcome.why === "" ? "" : `because ${oneLine(outcome.why)}`];
    case "unknown": return [`because ${oneLine(outcome.because)}`];
    case "failed": return sentenceLines(describeProblem(outcome.problem, { outputLines: verbosity >= 2 ? 1000 : 10, stacks: verbosity >= 3 }));
  }
}

/** Where the task that failed is written; bad input shows its own place. */
function where({ type, task, outcome }: ResultEvent): string[] {
  if (type === "item-end" || outcome.kind !== "failed" || outcome.problem.reason === "bad-input") return [];
  const { file, line, column } = task.place;
  return [`    at ${oneLine(file)}:${line}:${column}`];
}

function diffs(outcome: Outcome, { diff, colors }: Style): string[] {
  if (!diff || outcome.kind !== "changed") return [];
  return outcome.diff.flatMap((part) => diffLines(part, colors)).map((line) => `    ${line}`);
}

function values({ task, outcome }: ResultEvent, { verbosity }: Style): string[] {
  if (!("values" in outcome) || Object.keys(outcome.values).length === 0) return [];
  if (verbosity >= 2 || task.module === "debug") return valueLines(outcome.values).map((line) => `    ${line}`);
  return verbosity === 1 ? [`    ${valuesOnOneLine(outcome.values, 300)}`] : [];
}
