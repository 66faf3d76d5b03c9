import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { fileSource } from "./source.js";
import type { JinjaSettings } from "./template-settings.js";
import { unescape } from "./string-escapes.js";

const HEADER = "#jinja2:";

/** What a header may set, and what that is here. */
const FLAGS: Readonly<Record<string, keyof JinjaSettings>> = { trim_blocks: "trimBlocks", lstrip_blocks: "lstripBlocks", keep_trailing_newline: "keepTrailingNewline" };
const TEXTS: Readonly<Record<string, keyof JinjaSettings>> = {
  block_start_string: "blockStart", block_end_string: "blockEnd", variable_start_string: "variableStart", variable_end_string: "variableEnd",
  comment_start_string: "commentStart", comment_end_string: "commentEnd", newline_sequence: "newline",
};

/** A template's text in two parts. */
export interface HeadedText { readonly settings: JinjaSettings; readonly header: string; readonly body: string }

/**
 * Reads `#jinja2: trim_blocks: False, variable_start_string: '[['` from a template's first line over these settings; `body` is what stands
 * below it. As in Ansible the line is cut at every comma, the values are Python's literals, and only the first file's header counts, not that of an included one.
 */
export function readHeader(text: string, file: string, base: JinjaSettings): Result<HeadedText, Diagnostic> {
  if (!text.startsWith(HEADER)) return ok({ settings: base, header: "", body: text });
  const end = text.includes("\n") ? text.indexOf("\n") + 1 : text.length;
  const header = text.slice(0, end);
  const settings: Record<string, string | boolean> = { ...base };
  for (const pair of header.slice(HEADER.length).split(",").filter((each) => each.trim() !== "")) {
    const set = readPair(pair);
    if ("name" in set) settings[set.name] = set.value;
    else if (set.wrong !== undefined) return err(problemAt("bad-header", set.wrong, { place: fileSource(text, file).place({ start: 0, end: header.trimEnd().length }), hint: set.hint }));
  }
  return ok({ settings: settings as unknown as JinjaSettings, header, body: text.slice(end) });
}

type Pair = { readonly name: string; readonly value: string | boolean } | { readonly wrong: string | undefined; readonly hint: string };

const KNOWN_HINT = `It may set ${[...Object.keys(FLAGS), ...Object.keys(TEXTS)].join(", ")}.`;

function readPair(pair: string): Pair {
  const [, name = pair.trim(), value = ""] = /^\s*([^:]*?)\s*:\s*(.*?)\s*$/s.exec(pair) ?? [];
  if (Object.hasOwn(FLAGS, name)) return readFlag(name, value);
  if (Object.hasOwn(TEXTS, name)) return readQuoted(name, value);
  if (name === "autoescape" && /^false$/i.test(value)) return { wrong: undefined, hint: "" };
  return wrong(name, value, didYouMean(name, [...Object.keys(FLAGS), ...Object.keys(TEXTS)]) ?? KNOWN_HINT);
}

function readFlag(name: string, value: string): Pair {
  return /^(true|false)$/i.test(value) ? { name: FLAGS[name] ?? name, value: value.toLowerCase() === "true" } : wrong(name, value, "It is True or False.");
}

function readQuoted(name: string, value: string): Pair {
  const quoted = /^(["'])(.*)\1$/.exec(value)?.[2];
  return quoted === undefined ? wrong(name, value, "It is a text in quotes.") : { name: TEXTS[name] ?? name, value: unescape(quoted, false) };
}

function wrong(name: string, value: string, hint: string): Pair {
  return { wrong: `The header sets "${name}" to "${value}", which is not supported`, hint };
}
