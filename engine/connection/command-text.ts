import type { Command } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import { quote, quoteAll } from "./quote.js";

/** Seconds between TERM and KILL when a command outlives its timeout. */
export const KILL_AFTER = 5;

/**
 * The command as one sh subshell: whatever it does (exit, cd, set) ends with it. `exec` makes sure that a program is run and not
 * a builtin of the same name, whose options differ. Environment goes by the builtin `export`, so that no argument list shows it.
 * A newline is only ever inside single quotes.
 */
export function commandText(command: Command): string {
  return `( ${folderText(command.cwd)}${environmentText(command.env)}${bodyText(command)} )`;
}

/** Why a command cannot be handed to a shell at all; undefined when it can. */
export function unsendable(command: Command): string | undefined {
  const words = [...(command.argv ?? command.args), command.script ?? "", command.cwd ?? "", ...Object.values(command.env ?? {}).map(plain)];
  if (words.some((word) => word.includes("\0"))) return "a word holds a NUL byte, which no program can be given";
  if (command.argv?.length === 0) return "there is no program to run";
  const name = Object.keys(command.env ?? {}).find((each) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(each));
  return name === undefined ? undefined : `${JSON.stringify(name)} is not a name for an environment variable (letters, digits and _)`;
}

/** The timeout of a command in seconds; undefined when it has none (0 means none, as for timeout(1)). */
export function timeLimit(command: Command): number | undefined {
  return command.timeout !== undefined && command.timeout > 0 ? command.timeout : undefined;
}

/** timeout(1) puts itself and its child in a process group of their own, and kills that. */
function bodyText(command: Command): string {
  const limit = timeLimit(command);
  if (limit !== undefined) return `exec timeout -k ${KILL_AFTER} -- ${limit} ${quoteAll(command.argv ?? ["sh", "-c", command.script, "sh", ...command.args])}`;
  if (command.argv !== undefined) return `exec ${command.argv[0]?.startsWith("-") === true ? "env -- " : ""}${quoteAll(command.argv)}`;
  return `set -- ${quoteAll(command.args)}; eval ${quote(command.script)}`;
}

/** A relative folder gets ./ in front: `cd -` and CDPATH are not meant. */
function folderText(cwd: string | undefined): string {
  return cwd === undefined ? "" : `cd -- ${quote(cwd.startsWith("/") ? cwd : `./${cwd}`)} || exit; `;
}

function environmentText(env: Command["env"]): string {
  return Object.entries(env ?? {}).map(([name, value]) => `export ${name}=${quote(plain(value))}; `).join("");
}

function plain(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}
