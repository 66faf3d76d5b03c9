import { randomBytes } from "node:crypto";
import type { BecomeProblem, Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import { questionsIn } from "./become-questions.js";
import { becomeTrouble } from "./become-trouble.js";
import type { Transport } from "./channel.js";
import { awaitGreeting } from "./greeting.js";
import type { Greeting } from "./greeting.js";
import { Shell } from "./shell.js";
import { askingWord, goneWord, goWord, readyWord, startLine } from "./shell-start.js";
import type { ShellKind, StartWords } from "./shell-start.js";
import type { Become } from "./types.js";

/** Seconds for a shell to greet: sudo waits a few after a wrong password, and LDAP is slow. Nothing may hang. */
const PATIENCE = 30;

/** Starts a shell over a channel of its own, as the login user or as another one. */
export async function openShell(transport: Transport, kind: ShellKind, become: Become | undefined): Promise<Result<Shell, Unreachable | BecomeProblem>> {
  if (become !== undefined && !isUserName(become.user)) return err(notAName(transport, become));
  const words = { hello: randomBytes(12).toString("hex"), prompt: `${randomBytes(12).toString("hex")}:` };
  const opened = await transport.open(startLine(kind, words, become));
  if (!opened.ok) return opened;
  const asking = askingWord(words);
  // What is read is a line: one more would be taken for a command.
  const greeting = await awaitGreeting(opened.value, {
    hello: words.hello, ready: readyWord(words), go: goWord(words), gone: goneWord(words), seconds: PATIENCE,
    questions: questionsIn(become, { prompt: words.prompt, asking }), password: become?.password?.reveal().split(/\r?\n/, 1)[0],
  });
  if (greeting.kind === "hello") return ok(new Shell(opened.value, greeting.stat));
  opened.value.close();
  return err(startTrouble({ ...greeting, said: withoutOurs(greeting.said, words) }, transport.user, become));
}

/** What was said, without what we made the shell say. */
function withoutOurs(said: string, words: StartWords): string {
  return said.replaceAll(words.prompt, "").replace(new RegExp(`${words.hello}-[a-z]+(?::\\d+)?\n?`, "g"), "").trim();
}

function startTrouble(greeting: Exclude<Greeting, { kind: "hello" }>, user: string, become: Become | undefined): Unreachable | BecomeProblem {
  if (greeting.kind === "ended" && greeting.code === undefined) return { reason: "lost", detail: "the connection closed while a shell was started" };
  if (become !== undefined) return becomeTrouble(greeting, user, become);
  return { reason: "no-shell", detail: greeting.said === "" ? `sh did not start within ${PATIENCE} seconds` : greeting.said };
}

/** Names and numbers (#1000) as sudo takes them; nothing that could be read as an option. */
function isUserName(name: string): boolean {
  return /^[A-Za-z0-9_#][A-Za-z0-9_.@\\+-]*\$?$/.test(name);
}

function notAName(transport: Transport, { method, user }: Become): BecomeProblem {
  return { reason: "become-no-such-user", method, user: transport.user, become: user, detail: `${JSON.stringify(user)} is not a user name` };
}
