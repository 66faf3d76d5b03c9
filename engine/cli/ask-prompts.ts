import { createInterface } from "node:readline/promises";
import { ReadStream, WriteStream } from "node:tty";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { problemAt } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { unanswered, type Prompt } from "#engine/plan/vars-prompt.js";
import { askPassword, openTerminal, type PasswordProblem } from "./read-password.js";

/** Asks what the plays of a run want to know (vars_prompt), each variable once. Private answers are secrets. */
export async function askPrompts(prompts: readonly Prompt[], mask: Mask): Promise<Result<ValueMap, readonly Diagnostic[] | "interrupted">> {
  const answers: Record<string, Value> = {};
  const open = prompts.filter((prompt, index) => prompts.findIndex((other) => other.name === prompt.name) === index);
  for (const prompt of open) {
    const answer = await answerTo(prompt);
    if (!answer.ok) return answer.error === "interrupted" ? err("interrupted") : err(answer.error.code === "no-terminal" ? unanswered(open) : [answer.error]);
    if (answer.value instanceof Secret) mask.add(answer.value);
    answers[prompt.name] = answer.value;
  }
  return ok(answers);
}

async function answerTo(prompt: Prompt): Promise<Result<Value, PasswordProblem>> {
  const first = await ask(prompt, titleOf(prompt));
  if (!first.ok) return first;
  if (textOf(first.value) === "" && prompt.default !== undefined) return ok(prompt.secret ? new Secret(prompt.default) : prompt.default);
  if (!prompt.confirm) return first;
  const again = await ask(prompt, `confirm ${titleOf(prompt)}`);
  if (!again.ok) return again;
  return textOf(first.value) === textOf(again.value) ? first : err(problemAt("not-confirmed", `the two answers for "${prompt.name}" differ`, { place: prompt.place, hint: "Begin again" }));
}

function titleOf({ text, default: preset, secret }: Prompt): string {
  return preset === undefined || secret ? text.replace(/:\s*$/, "") : `${text.replace(/:\s*$/, "")} [${preset}]`;
}

function textOf(answer: string | Secret): string {
  return answer instanceof Secret ? answer.reveal() : answer;
}

function ask({ secret, name }: Prompt, title: string): Promise<Result<string | Secret, PasswordProblem>> {
  return secret ? askPassword(title, `Give it with -e ${name}=...`) : askLine(title);
}

async function askLine(title: string): Promise<Result<string, PasswordProblem>> {
  const terminal = openTerminal();
  if (terminal === undefined) return err(problemAt("no-terminal", "there is no terminal to ask on"));
  const input = new ReadStream(terminal);
  const lines = createInterface({ input, output: new WriteStream(terminal) });
  const interrupted = new Promise<Result<string, PasswordProblem>>((resolve) => { lines.on("SIGINT", () => { resolve(err("interrupted")); }); });
  try {
    return await Promise.race([lines.question(`${title}: `).then((line) => ok(line)), interrupted]);
  } finally {
    lines.close();
    input.destroy();
  }
}
