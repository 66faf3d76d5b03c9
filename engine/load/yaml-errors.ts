import type { YAMLError } from "yaml";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { SourceText } from "./source-text.js";

/** The parser's complaints in plain words, one a line of the file: what follows the first on the same line is noise, and all that follows a value without an end. */
export function syntaxErrors(errors: readonly YAMLError[], source: SourceText): readonly Diagnostic[] {
  const seen = new Set<number>();
  const found: Diagnostic[] = [];
  for (const error of errors.slice(0, MOST)) {
    const diagnostic = syntaxError(error, source);
    const line = diagnostic.place?.line ?? 0;
    if (!seen.has(line)) found.push(diagnostic);
    seen.add(line);
    if (hasNoEnd(error)) break;
  }
  return found;
}

function hasNoEnd({ message }: YAMLError): boolean {
  return message.includes("Missing closing") || message.includes("must be sufficiently indented");
}

/** After so many nobody reads on, and each costs a look at its line, which may be long. */
const MOST = 200;

/** What the parser dies of: told at the line that is indented furthest, or the longest one, where brackets stand in each other. */
export function tooDeep(source: SourceText): Diagnostic {
  const lines = source.text.split("\n");
  const depths = lines.map((line) => line.length - line.trimStart().length + (/^\s*(?:[[{(?-]\s*)+/.exec(line)?.[0].length ?? 0));
  const deepest = depths.reduce((best, depth, index) => depth > (depths[best] ?? 0) ? index : best, 0);
  return problemAt("yaml-syntax", "the YAML is nested too deeply", { place: source.placeAt(source.lineStart(deepest + 1)), hint: "No playbook is nested like this: is the file what it should be?" });
}

/** An expression that is not in quotes: YAML takes its braces for a dictionary. */
export function unquotedTemplate(source: SourceText, offset: number): Diagnostic {
  return problemAt("unquoted-template", "a value that begins with {{ must be in quotes: YAML takes the brace for a dictionary", {
    place: source.placeAt(offset, 2), hint: `Write "{{ ... }}"`,
  });
}

function syntaxError(error: YAMLError, source: SourceText): Diagnostic {
  const [start, end] = error.pos;
  const place = source.placeAt(start, end - start);
  const template = /^(?:\s*-)*\s*(?:[^\s:#'"][^:#'"]*:\s+)?(?=\{\{)/.exec(place.text);
  if (template !== null) return unquotedTemplate(source, source.lineStart(place.line) + template[0].length);
  const [message, hint] = explain(error, place.text.slice(0, place.column - 1));
  return problemAt("yaml-syntax", message, { place, hint });
}

type Words = readonly [message: string, hint: string | undefined];

function explain(error: YAMLError, before: string): Words {
  if (error.code === "UNEXPECTED_TOKEN" && /(["']).*\1\s*$/.test(before)) return AFTER_QUOTE;
  const unclosed = /end with a ([\]}])/.exec(error.message)?.[1];
  if (unclosed !== undefined) return [`a bracket is not closed: ${unclosed} is missing`, "What stands in brackets over several lines must be indented further than its key"];
  if (error.message.includes("Missing closing")) return ["a quote is not closed", undefined];
  return EXPLAINED[error.code] ?? [`this is not valid YAML: ${lowerFirst(error.message)}`, undefined];
}

const AFTER_QUOTE: Words = ["there is text after the closing quote", "A value that begins with a quote must end with it: put the whole value in quotes, of the other kind"];

const EXPLAINED: Readonly<Partial<Record<YAMLError["code"], Words>>> = {
  TAB_AS_INDENT: ["a tab is used for indentation", "YAML is indented with spaces only"],
  BLOCK_AS_IMPLICIT_KEY: ["a second \": \" on the same line", "If it belongs to the value put the value in quotes; else begin a new line"],
  MULTILINE_IMPLICIT_KEY: ["this is neither `key: value` nor the end of the line above", "Is a space missing after the colon, or is the line indented too far?"],
  BAD_SCALAR_START: ["a value may not begin with this character", "Put the value in quotes"],
  BAD_DQ_ESCAPE: ["this backslash sequence means nothing inside double quotes", "Use single quotes, or write the backslash twice"],
  BAD_INDENT: ["this line is not indented like its neighbours", "Entries of one list or dictionary begin in the same column"],
  RESOURCE_EXHAUSTION: ["the YAML is nested too deeply", undefined],
  BAD_ALIAS: ["this is not a valid alias", "A value that begins with * or & must be in quotes"],
  ALIAS_PROPS: ["an alias can have neither a tag nor an anchor", undefined],
};

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
