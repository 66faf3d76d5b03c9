import type { Event, Outcome } from "#engine/core/event.js";
import type { Problem } from "#engine/core/problem.js";

const note = "(hidden by no_log)";

/** The event as it may be shown: of a task with `no_log: true` only how it went is left. */
export function censored(event: Event): Event {
  if (event.type === "item-end" && event.task.noLog) return { ...event, item: note, outcome: outcomeOf(event.outcome) };
  if (event.type === "parameters" && event.task.noLog) return { ...event, params: {} };
  if (event.type === "task-end" && event.task.noLog) return { ...event, outcome: outcomeOf(event.outcome) };
  return event;
}

function outcomeOf(outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case "ok": return { ...outcome, values: {} };
    case "changed": return { ...outcome, values: {}, diff: [] };
    case "skipped": return { ...outcome, why: note };
    case "unknown": return { ...outcome, because: note };
    case "failed": return { ...outcome, values: {}, problem: problemOf(outcome.problem) };
  }
}

/** Reason and numbers stay; all that a host or a playbook wrote goes. */
const censors: { readonly [R in Problem["reason"]]: (problem: Extract<Problem, { readonly reason: R }>) => Problem } = {
  "command-failed": (problem) => ({ ...problem, command: note, stdout: "", stderr: "" }),
  "timed-out": (problem) => ({ ...problem, command: note, stdout: "", stderr: "" }),
  "write-failed": (problem) => ({ ...problem, path: note, stderr: "" }),
  "validation-failed": (problem) => ({ ...problem, path: note, command: note, output: "" }),
  "did-not-converge": (problem) => ({ ...problem, resource: note, left: [] }),
  missing: () => ({ reason: "missing", what: note }),
  refused: () => ({ reason: "refused", message: `the module refused it ${note}` }),
  "bad-input": (problem) => ({ ...problem, diagnostics: problem.diagnostics.map(({ severity, code }) => ({ severity, code, message: `${code} ${note}` })) }),
  "assertion-failed": (problem) => ({ ...problem, assertion: note, message: "an assertion failed" }),
  "failed-when": (problem) => ({ ...problem, condition: note }),
  "retries-exhausted": (problem) => ({ ...problem, condition: note }),
  "item-failed": (problem) => problem,
  // who could not log in as whom is nothing that the task itself says
  "become-password-needed": (problem) => problem, "become-password-wrong": (problem) => problem, "become-refused": (problem) => problem,
  "become-no-such-user": (problem) => problem, "become-not-installed": (problem) => problem, "become-timeout": (problem) => problem,
  interrupted: (problem) => problem,
  internal: (problem) => ({ ...problem, detail: note }),
};

function problemOf(problem: Problem): Problem {
  const censor = censors[problem.reason] as (problem: Problem) => Problem;
  return censor(problem);
}
