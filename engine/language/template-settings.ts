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

const FLAGS: Readonly<Record<string, keyof JinjaSettings>> = { trim_blocks: "trimBlocks", lstrip_blocks: "lstripBlocks" };
const TEXTS: Readonly<Record<string, keyof JinjaSettings>> = {
  block_start_string: "blockStart", block_end_string: "blockEnd", variable_start_string: "variableStart", variable_end_string: "variableEnd",
  comment_start_string: "commentStart", comment_end_string: "commentEnd", newline_sequence: "newline",
};

/** The parameters of the template module that are settings. */
export const SETTING_NAMES: readonly string[] = [...Object.keys(FLAGS), ...Object.keys(TEXTS)];

/** The settings in the parameters of the template module or lookup, by Ansible's names; what is not given is Ansible's default. */
export function settingsFrom(given: Readonly<Record<string, unknown>>): JinjaSettings {
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  let changed = false;
  for (const [names, type] of [[FLAGS, "boolean"], [TEXTS, "string"]] as const) {
    for (const [name, setting] of Object.entries(names)) {
      const value = name === "newline_sequence" ? newlineOf(given[name]) : given[name];
      if (typeof value !== type || settings[setting] === value) continue;
      settings[setting] = value;
      changed = true;
    }
  }
  return changed ? settings as unknown as JinjaSettings : DEFAULT_SETTINGS;
}

/** YAML's single quotes keep the backslash, so that both spellings are meant. */
function newlineOf(value: unknown): unknown {
  return typeof value === "string" ? value.replace("\\r", "\r").replace("\\n", "\n") : undefined;
}
