import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Problem } from "#engine/core/problem.js";
import { err, type Result } from "#engine/core/result.js";
import type { RunContext } from "./context.js";
import { answering } from "./lookup-mode.js";
import { Answers } from "./lookups/inquiry.js";

/** Ctrl-C came while a lookup was waited for. */
export type Interrupted = Extract<Problem, { reason: "interrupted" }>;

/**
 * Evaluates something in which lookups may have to wait (pipe, lines, url, dig): other hosts go on meanwhile, and Ctrl-C ends the waiting. The result
 * is there at once where nothing has to be waited for, so that a task's first look goes out before those that are sent ahead.
 * `work` must do nothing but evaluate: it is done again after each answer.
 */
export function patiently<T, E>(context: RunContext, work: () => Result<T, E>): Result<T, E | Interrupted> | Promise<Result<T, E | Interrupted>> {
  const answers = new Answers(context.options.signal);
  const first = answering(context, answers.ask, work);
  const coming = answers.coming();
  return coming === undefined ? first : again(context, work, { answers, coming });
}

async function again<T, E>(context: RunContext, work: () => Result<T, E>, { answers, coming: first }: { answers: Answers; coming: Promise<void> }): Promise<Result<T, E | Interrupted>> {
  for (let coming: Promise<void> | undefined = first; ;) {
    await coming;
    if (context.stopped) return err({ reason: "interrupted" });
    const result = answering(context, answers.ask, work);
    coming = answers.coming();
    if (coming === undefined) return result;
  }
}

/** What went wrong in an evaluation, as the problem of a task. */
export function asProblem(error: Diagnostic | Interrupted): Problem {
  return "reason" in error ? error : { reason: "bad-input", diagnostics: [error] };
}
