import type { ValueMap } from "#engine/core/value.js";

/** Sections of Python's configparser, keys in lower case, values as text; undefined where the text is none: a line outside a section, or without a value. */
export function iniValues(text: string): ValueMap | undefined {
  const reading: Reading = { sections: new Map(), section: undefined, key: undefined };
  const lines = text.split("\n").filter((line) => !/^\s*(?:[#;].*)?$/.test(line));
  return lines.every((line) => read(line, reading)) ? Object.fromEntries([...reading.sections].map(([name, values]) => [name, Object.fromEntries(values)])) : undefined;
}

interface Reading {
  readonly sections: Map<string, Map<string, string>>;
  section: Map<string, string> | undefined;
  key: string | undefined;
}

/** Takes a line in; false where it makes no sense. */
function read(line: string, reading: Reading): boolean {
  const heading = /^\[(.+)\]/.exec(line)?.[1];
  if (heading !== undefined) return begin(heading, reading);
  const { section, key } = reading;
  if (section === undefined) return false;
  const known = key === undefined ? undefined : section.get(key);
  if (/^\s/.test(line) && key !== undefined && known !== undefined) section.set(key, `${known}\n${line.trim()}`);
  else return assign(line, section, reading);
  return true;
}

function begin(heading: string, reading: Reading): boolean {
  if (reading.sections.has(heading)) return false;
  reading.section = new Map();
  reading.key = undefined;
  reading.sections.set(heading, reading.section);
  return true;
}

function assign(line: string, section: Map<string, string>, reading: Reading): boolean {
  const match = /^\s*([^=:]+?)\s*[=:]\s*(.*?)\s*$/.exec(line);
  if (match === null) return false;
  reading.key = (match[1] ?? "").toLowerCase();
  section.set(reading.key, match[2] ?? "");
  return true;
}
