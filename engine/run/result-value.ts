import type { Outcome } from "#engine/core/event.js";
import type { Problem } from "#engine/core/problem.js";
import { Unknown, type ValueMap } from "#engine/core/value.js";

/** What `register` gives for an outcome. The result of a task of which nothing can be known is itself unknown. */
export function resultValue(outcome: Outcome, cause: string): ValueMap | Unknown {
  switch (outcome.kind) {
    case "ok": return { ...outcome.values, changed: false, failed: false };
    case "changed": return { ...outcome.values, changed: true, failed: false };
    case "skipped": return { changed: false, skipped: true, skip_reason: "Conditional result was False" };
    case "unknown": return new Unknown(`the result of "${cause}"`);
    case "failed": return { changed: false, ...codeOf(outcome.problem), ...outcome.values, failed: true, msg: outcome.values["msg"] ?? shortMessage(outcome.problem) };
  }
}

/** As in Ansible, a program that lets nobody become another user is what the task ran. */
function codeOf(problem: Problem): ValueMap {
  return "method" in problem && problem.code !== undefined ? { rc: problem.code } : {};
}

/** What a looped task registers, in Ansible's keys. One item of which nothing is known leaves the rest as it is. */
export function loopValue(results: readonly (readonly [Outcome, ValueMap | Unknown])[]): ValueMap {
  if (results.length === 0) return { changed: false, skipped: true, skipped_reason: "No items in the list", results: [] };
  const kinds = results.map(([outcome]) => outcome.kind);
  const unknown = kinds.includes("unknown") ? new Unknown("an item of its loop") : undefined;
  const skipped = kinds.every((kind) => kind === "skipped");
  return {
    results: results.map(([, value]) => value), skipped, msg: messageOf(kinds),
    changed: results.some(([, value]) => !(value instanceof Unknown) && value["changed"] === true) ? true : unknown ?? false,
    ...(kinds.includes("failed") ? { failed: true } : unknown !== undefined && { failed: unknown }),
  };
}

function messageOf(kinds: readonly Outcome["kind"][]): string {
  if (kinds.every((kind) => kind === "skipped")) return "All items skipped";
  return kinds.includes("failed") ? "One or more items failed" : "All items completed";
}

/** A few words for `ansible_failed_result.msg`; people get a whole sentence from the report. */
export function shortMessage(problem: Problem): string {
  switch (problem.reason) {
    case "refused":
    case "assertion-failed": return problem.message;
    case "missing": return problem.what;
    case "command-failed": return problem.stderr.trim() || `exit code ${problem.code}`;
    case "bad-input": return problem.diagnostics.map((each) => each.message).join("; ");
    default: return "method" in problem && problem.detail !== "" ? problem.detail : problem.reason.replaceAll("-", " ");
  }
}
