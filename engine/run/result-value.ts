import type { Outcome } from "#engine/core/event.js";
import type { Problem } from "#engine/core/problem.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";

/** What `register` gives for an outcome. The result of a task of which nothing can be known is itself unknown. */
export function resultValue(outcome: Outcome, cause: string): ValueMap | Unknown {
  switch (outcome.kind) {
    case "ok": return { ...outcome.values, changed: false, failed: false };
    case "changed": return { ...outcome.values, changed: true, failed: false };
    case "skipped": return { changed: false, failed: false, skipped: true, skip_reason: "Conditional result was False" };
    case "unknown": return new Unknown(`the result of "${cause}"`);
    case "failed": return { changed: false, ...outcome.values, failed: true, msg: outcome.values["msg"] ?? shortMessage(outcome.problem) };
  }
}

/** What a looped task registers. One item of which nothing is known leaves the rest as it is. */
export function loopValue(results: readonly (readonly [Outcome, ValueMap | Unknown])[]): ValueMap {
  const kinds = results.map(([outcome]) => outcome.kind);
  const flag = (kind: Outcome["kind"]): Value => kinds.includes(kind) ? true : kinds.includes("unknown") ? new Unknown("an item of its loop") : false;
  return {
    results: results.map(([, value]) => value),
    changed: flag("changed"), failed: flag("failed"),
    skipped: kinds.length > 0 && kinds.every((kind) => kind === "skipped"),
    msg: kinds.includes("failed") ? "One or more items failed" : "All items completed",
  };
}

/** A few words for `ansible_failed_result.msg`; people get a whole sentence from the report. */
export function shortMessage(problem: Problem): string {
  switch (problem.reason) {
    case "refused":
    case "assertion-failed": return problem.message;
    case "missing": return problem.what;
    case "command-failed": return problem.stderr.trim() || `exit code ${problem.code}`;
    case "bad-input": return problem.diagnostics.map((each) => each.message).join("; ");
    default: return problem.reason.replaceAll("-", " ");
  }
}
