import { Fault } from "./fault.js";

/** How a template is written: what its parameters of `template`, or its header, may change (Jinja2: "Environment", Ansible: the template module). */
export interface JinjaSettings {
  readonly blockStart: string;
  readonly blockEnd: string;
  readonly variableStart: string;
  readonly variableEnd: string;
  readonly commentStart: string;
  readonly commentEnd: string;
  /** Whether the first newline after a statement is dropped. */
  readonly trimBlocks: boolean;
  /** Whether white space before a statement at the start of a line is dropped. */
  readonly lstripBlocks: boolean;
  /** Whether a template that another includes keeps its last newline. */
  readonly keepTrailingNewline: boolean;
  /** What is written for a newline of the template's own text. */
  readonly newline: string;
}

/** Ansible's settings: those of Jinja2, but for trim_blocks. */
export const DEFAULT_SETTINGS: JinjaSettings = {
  blockStart: "{%", blockEnd: "%}", variableStart: "{{", variableEnd: "}}", commentStart: "{#", commentEnd: "#}",
  trimBlocks: true, lstripBlocks: false, keepTrailingNewline: false, newline: "\n",
};

/** What is wrong with the marks: each needs a text of its own. */
export function settingsFault({ blockStart, blockEnd, variableStart, variableEnd, commentStart, commentEnd }: JinjaSettings): Fault | undefined {
  const marks = [blockStart, blockEnd, variableStart, variableEnd, commentStart, commentEnd];
  if (marks.some((mark) => mark.trim() === "")) return new Fault("bad-settings", "The marks of statements, outputs and comments cannot be empty");
  return new Set([blockStart, variableStart, commentStart]).size === 3 ? undefined : new Fault("bad-settings", "Statements, outputs and comments need different marks at their start");
}
