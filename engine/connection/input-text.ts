import { isUtf8 } from "node:buffer";
import type { Command } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import { quote } from "./quote.js";

/**
 * Wraps the text of a command so that it gets its standard input inside the shell's own script: text by the builtin printf (it never is
 * an argument that `ps` shows, and never a temporary file), bytes that sh cannot hold as base64. Without input: /dev/null.
 */
export function withInput(text: string, stdin: Command["stdin"]): string {
  if (stdin === undefined) return `${text} </dev/null`;
  const bytes = inputBytes(stdin);
  if (bytes.length === 0) return `${text} </dev/null`;
  if (isUtf8(bytes) && !bytes.includes(0)) return `printf %s ${quote(bytes.toString("utf8"))} | ${text}`;
  return `printf %s ${bytes.toString("base64")} | base64 -d | ${text}`;
}

/** Standard input as bytes. */
export function inputBytes(stdin: NonNullable<Command["stdin"]>): Buffer {
  if (stdin instanceof Secret) return Buffer.from(stdin.reveal());
  return typeof stdin === "string" ? Buffer.from(stdin) : Buffer.from(stdin.buffer, stdin.byteOffset, stdin.byteLength);
}
