import { randomBytes } from "node:crypto";
import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { Transport } from "./channel.js";
import { awaitGreeting } from "./greeting.js";
import type { Greeting } from "./greeting.js";
import { Shell } from "./shell.js";
import { startLine } from "./shell-start.js";
import type { ShellKind } from "./shell-start.js";
import { sudoTrouble } from "./sudo-trouble.js";
import type { Become } from "./types.js";

/** Seconds for a shell to greet: sudo waits a few after a wrong password, and LDAP is slow. Nothing may hang. */
const PATIENCE = 30;

/** Starts a shell over a channel of its own, as the login user or through sudo. */
export async function openShell(transport: Transport, kind: ShellKind, become: Become | undefined): Promise<Result<Shell, Unreachable>> {
  if (become !== undefined && !isUserName(become.user)) return err(notAName(transport, become));
  const words = { hello: randomBytes(12).toString("hex"), prompt: `${randomBytes(12).toString("hex")}:` };
  const opened = await transport.open(startLine(kind, words, become && { user: become.user, withPassword: become.password !== undefined }));
  if (!opened.ok) return opened;
  const greeting = await awaitGreeting(opened.value, { ...words, password: become?.password?.reveal(), seconds: PATIENCE });
  if (greeting.kind === "hello") return ok(new Shell(opened.value, greeting.stat));
  opened.value.close();
  return err(startTrouble({ ...greeting, said: greeting.said.replaceAll(words.prompt, "").trim() }, transport.user, become));
}

function startTrouble(greeting: Exclude<Greeting, { kind: "hello" }>, user: string, become: Become | undefined): Unreachable {
  if (greeting.kind === "ended" && greeting.code === undefined) return { reason: "lost", detail: "the connection closed while a shell was started" };
  if (become !== undefined) return sudoTrouble(greeting, { user, become: become.user });
  return { reason: "no-shell", detail: greeting.said === "" ? `sh did not start within ${PATIENCE} seconds` : greeting.said };
}

/** Names and numbers (#1000) as sudo takes them; nothing that could be read as an option. */
function isUserName(name: string): boolean {
  return /^[A-Za-z0-9_#][A-Za-z0-9_.@\\+-]*\$?$/.test(name);
}

function notAName(transport: Transport, become: Become): Unreachable {
  return { reason: "sudo-refused", user: transport.user, become: become.user, detail: `${JSON.stringify(become.user)} is not a user name` };
}
