import { createInterface } from "node:readline/promises";
import { ReadStream, WriteStream } from "node:tty";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { problemAt } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { unanswered, type Prompt } from "#engine/plan/vars-prompt.js";
import { hashedPassword, saltFor } from "#engine/run/lookups/password-hash.js";
import { askPassword, openTerminal, type PasswordProblem } from "./read-password.js";

/** How a person is asked; tests answer themselves. */
export type Asker = (prompt: Prompt, title: string) => Promise<Result<string | Secret, PasswordProblem>>;

/** Asks what the plays of a run want to know (vars_prompt), each variable once. Private answers and hashes are secrets. */
export async function askPrompts(prompts: readonly Prompt[], mask: Mask, asker: Asker = ask): Promise<Result<ValueMap, readonly Diagnostic[] | "interrupted">> {
  const answers: Record<string, Value> = {};
  const open = prompts.filter((prompt, index) => prompts.findIndex((other) => other.name === prompt.name) === index);
  for (const prompt of open) {
    const answer = await answerTo(prompt, asker);
    if (!answer.ok) return answer.error === "interrupted" ? err("interrupted") : err(answer.error.code === "no-terminal" ? unanswered(open) : [answer.error]);
    const made = hashed(prompt, answer.value, mask);
    if (!made.ok) return err([made.error]);
    if (made.value instanceof Secret) mask.add(made.value);
    answers[prompt.name] = made.value;
  }
  return ok(answers);
}

/** With `confirm` it is asked until both answers are the same, as Ansible does. An empty answer is the default. */
async function answerTo(prompt: Prompt, asker: Asker): Promise<Result<string | Secret, PasswordProblem>> {
  for (let title = titleOf(prompt); ; title = `the answers differ; ${titleOf(prompt)}`) {
    const first = await asker(prompt, title);
    if (!first.ok) return first;
    const again = prompt.confirm ? await asker(prompt, `confirm ${titleOf(prompt)}`) : first;
    if (!again.ok) return again;
    if (textOf(first.value) !== textOf(again.value)) continue;
    if (textOf(first.value) !== "" || prompt.default === undefined) return first;
    return ok(prompt.secret ? new Secret(prompt.default) : prompt.default);
  }
}

/** What `encrypt` makes of an answer: as the filter password_hash does. */
function hashed({ encrypt, place, name }: Prompt, answer: string | Secret, mask: Mask): Result<string | Secret, Diagnostic> {
  if (encrypt === undefined) return ok(answer);
  const password = answer instanceof Secret ? answer : new Secret(answer);
  mask.add(password);
  const { scheme, size, salt = saltFor(scheme, size) } = encrypt;
  const hash = hashedPassword(scheme, { password, salt, ident: undefined });
  return hash.ok ? hash : err(problemAt(hash.error.code, `the answer for "${name}" cannot be hashed by ${scheme}`, { place, hint: "Give a shorter one" }));
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
