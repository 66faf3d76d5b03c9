import { Secret } from "#engine/core/secret.js";
import type { Command } from "#engine/core/command.js";

/** The keys that a case file may answer a command under, most telling first: with its standard input, and without. */
export function commandKeys(command: Command): string[] {
  const words = commandWords(command);
  return command.stdin === undefined ? [words] : [`${words} < ${stdinText(command)?.trim() ?? ""}`, words];
}

/** A command as case files write it: its words, those with blanks in JSON quotes; a script as its first line, a comment, and its arguments. */
export function commandWords(command: Command): string {
  const [first, rest] = command.argv === undefined ? [scriptName(command.script), command.args] : [undefined, command.argv];
  return [...first === undefined ? [] : [first], ...rest.map((word) => (/^[^\s"]+$/.test(word) ? word : JSON.stringify(word)))].join(" ");
}

/** Standard input as text; *** for a secret. */
export function stdinText({ stdin }: Command): string | undefined {
  if (stdin === undefined || typeof stdin === "string") return stdin;
  return stdin instanceof Secret ? "***" : new TextDecoder().decode(stdin);
}

function scriptName(script: string): string {
  const first = script.trimStart().split("\n", 1)[0] ?? "";
  return first.startsWith("#") ? first : script.trim();
}
