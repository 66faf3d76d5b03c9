import type { Outcome } from "#engine/core/event.js";
import type { Scope } from "#engine/language/scope.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { allHold, type Verdict } from "./conditions.js";
import { failed } from "./apply-task.js";

/** The scope of conditions: it holds an outcome under the name that the task registers. */
export type ScopeWith = (outcome: Outcome) => Scope;

/** What the user's own `changed_when` and `failed_when` make of an outcome; the second may ask what the first said, as in Ansible. */
export function judge(outcome: Outcome, task: PlannedTask, scopeWith: ScopeWith, check: boolean): Outcome {
  if (outcome.kind === "skipped" || outcome.kind === "unknown") return outcome;
  const judged = judgeChange(outcome, task, { scope: scopeWith(outcome), check });
  return judged.kind === "skipped" || judged.kind === "unknown" ? judged : judgeFailure(judged, task, scopeWith);
}

/** What failed_when and changed_when may speak about. */
type Judged = Exclude<Outcome, { kind: "skipped" } | { kind: "unknown" }>;

function judgeFailure(outcome: Judged, task: PlannedTask, scopeWith: ScopeWith): Judged {
  const node = task.own.failedWhen;
  if (node === undefined || internal(outcome)) return outcome;
  const verdict = allHold([node], scopeWith(outcome));
  if (!verdict.ok) return failed({ reason: "bad-input", diagnostics: [verdict.error] });
  if (verdict.value.kind === "unknown") return outcome;
  const values = { ...outcome.values, failed_when_result: verdict.value.kind === "true" };
  if (verdict.value.kind === "true") return { kind: "failed", problem: { reason: "failed-when", condition: node.kind === "scalar" ? node.source : "failed_when" }, values: { ...values, changed: outcome.kind === "changed" || outcome.values["changed"] === true }, ignored: false, rescued: false };
  return outcome.kind === "failed" ? mended({ ...outcome, values }) : { ...outcome, values };
}

/** Nothing a user writes makes a bug or a bad template a success. */
function internal(outcome: Judged): boolean {
  return outcome.kind === "failed" && ["internal", "bad-input", "interrupted"].includes(outcome.problem.reason);
}

/** What failed only in the eyes of the module: the command did run. */
function mended({ values }: Extract<Outcome, { kind: "failed" }>): Judged {
  const certainty = { level: "certain" } as const;
  return values["changed"] === true ? { kind: "changed", applied: true, certainty, diff: [], values } : { kind: "ok", certainty, values };
}

function judgeChange(outcome: Judged, task: PlannedTask, { scope, check }: { scope: Scope; check: boolean }): Outcome {
  const node = task.own.changedWhen;
  if (node === undefined || internal(outcome)) return outcome;
  const verdict = allHold([node], scope);
  if (!verdict.ok) return failed({ reason: "bad-input", diagnostics: [verdict.error] });
  return outcome.kind === "failed" ? failedWith(outcome, verdict.value.kind) : turned(outcome, verdict.value, check);
}

/** A failure is registered as changed or not; it stays a failure. */
function failedWith(outcome: Extract<Outcome, { kind: "failed" }>, verdict: Verdict["kind"]): Outcome {
  return verdict === "unknown" ? outcome : { ...outcome, values: { ...outcome.values, changed: verdict === "true" } };
}

function turned(outcome: Exclude<Judged, { kind: "failed" }>, verdict: Verdict, check: boolean): Outcome {
  const { certainty, values } = outcome;
  switch (verdict.kind) {
    case "unknown": return { kind: "unknown", because: verdict.because };
    case "true": return outcome.kind === "changed" ? outcome : { kind: "changed", applied: !check, certainty, diff: [], values };
    case "false": return { kind: "ok", certainty, values };
  }
}
