import { linesOf, oneLine } from "./visible.js";
import { truncate } from "./display-width.js";
import type { Telling } from "./sentence.js";

const widestLine = 500;

/** The last lines a program printed: of standard error, or of standard output when that is empty. */
export function lastLines({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }, { outputLines }: Telling): string[] {
  const errors = linesOf(stderr);
  const lines = errors.length > 0 ? errors : linesOf(stdout);
  const shown = lines.slice(-outputLines).map((line) => truncate(line, widestLine));
  const left = lines.length - shown.length;
  return [...(left > 0 ? [`... ${left} more line${left === 1 ? "" : "s"} above`] : []), ...shown];
}

/** A command on one line: the first line of a script stands for the whole. */
export function commandText(command: string): string {
  const [first = "", ...more] = command.trim().split("\n");
  return truncate(oneLine(first), 200) + (more.length > 0 ? ` ... (${more.length + 1} lines)` : "");
}
