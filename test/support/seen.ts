import type { DiffPart } from "#engine/core/change.js";
import type { Problem } from "#engine/core/problem.js";
import type { FileContent, Step } from "#engine/core/step.js";
import { Unknown } from "#engine/core/value.js";
import type { Answer, Plan } from "#engine/module/erased.js";
import { commandWords, stdinText } from "./command-words.js";

/** What came of a look or an action, as plain data that a case file can be compared with. */
export type Seen = Readonly<Record<string, unknown>>;

/** A plan of a state module as case files write it: `ok: true`, or before, after, keys, steps, diff, effects; or `missing`, or `problem`. */
export function seenPlan(plan: Plan): Seen {
  switch (plan.kind) {
    case "ok": return { ok: true, values: plain(plan.values), ...(plan.skipped !== undefined && { skip: plan.skipped }) };
    case "problem": return { problem: problemText(plan.problem) };
    case "missing": return { missing: problemText(plan.problem), ...(plan.assumed && seenChange(plan.assumed)), effects: plain(plan.effects), values: plain(plan.values) };
    case "change": return { ...seenChange(plan.change), effects: plain(plan.effects), values: plain(plan.values) };
  }
}

function seenChange({ before, after, keys, steps, diff }: Extract<Plan, { kind: "change" }>["change"]): Seen {
  return { before: plain(before), after: plain(after), keys, steps: steps.map(seenStep), diff: diff.map(seenDiff) };
}

/** What a query said. */
export function seenAnswer(answer: Answer): Seen {
  switch (answer.kind) {
    case "answer": return seenResult(answer.result);
    case "unknown": return { unknown: answer.because };
    case "missing": return { missing: problemText(answer.problem) };
    case "problem": return { problem: problemText(answer.problem) };
  }
}

/** The result of an action or a query. */
export function seenResult({ changed, values, problem }: Extract<Answer, { kind: "answer" }>["result"]): Seen {
  return { changed, values: plain(values), ...("ansible_facts" in values && { facts: plain(values["ansible_facts"] ?? null) }), ...(problem && { problem: problemText(problem) }) };
}

/** A step: `run` with its words, or `write` with the path; the rest as fields. */
export function seenStep(step: Step): Seen {
  if (step.kind === "write") {
    const { kind, path, content, ...rest } = step;
    return { [kind]: path, content: contentText(content), ...rest };
  }
  if (step.kind === "fetch") {
    const { kind, path, ...rest } = step;
    return { [kind]: path, ...rest };
  }
  const { command, okCodes, own } = step;
  const options = Object.fromEntries(Object.entries(command).filter(([key]) => ["env", "cwd", "timeout"].includes(key)));
  const stdin = stdinText(command);
  return {
    run: commandWords(command), ...plain(options) as object,
    ...(stdin !== undefined && { stdin }), ...(okCodes && { okCodes }), ...(own !== undefined && { own }),
  };
}

function seenDiff(part: DiffPart): Seen {
  return plain(part) as Seen;
}

/** The words of a problem that a case file looks for. */
export function problemText(problem: Problem): string {
  switch (problem.reason) {
    case "refused": return [problem.message, problem.hint].filter((part) => part !== undefined).join("; ");
    case "missing": return [problem.what, problem.hint].filter((part) => part !== undefined).join("; ");
    case "bad-input": return problem.diagnostics.map((each) => each.message).join("; ");
    case "assertion-failed": return `${problem.assertion}: ${problem.message}`;
    default: return JSON.stringify(problem);
  }
}

function contentText(content: FileContent): string {
  if (content.from === "memory") return new TextDecoder().decode(content.bytes);
  return content.from === "secret" ? "***" : `file ${content.path}`;
}

/** Secrets as ***, bytes as text, unknowns as "unknown: why", undefined left out (null at the top). */
export function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Unknown) return `unknown: ${value.because}`;
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Uint8Array) return new TextDecoder().decode(part);
    return part instanceof Unknown ? `unknown: ${part.because}` : part;
  })) as unknown;
}
