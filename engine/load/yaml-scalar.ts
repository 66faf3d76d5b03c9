import type { Scalar } from "yaml";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { readBooleanWord, readNumber, readPlainScalar, type ScalarValue } from "./plain-scalar.js";
import type { SourceText } from "./source-text.js";
import { vaultedScalar } from "./vault/open-value.js";

const STYLES: Readonly<Record<string, ScalarNode["style"]>> = { QUOTE_SINGLE: "single", QUOTE_DOUBLE: "double", BLOCK_LITERAL: "block", BLOCK_FOLDED: "block" };

/** Reads a scalar with its tag. Without one, only what is not quoted can be anything but text. */
export function readScalar(yaml: Scalar, place: Place, source: SourceText): Result<ScalarNode, Diagnostic> {
  const text = textOf(yaml, source);
  const style = STYLES[yaml.type ?? ""] ?? "plain";
  const base = { kind: "scalar", source: yaml.source ?? text, place, style } as const;
  if (yaml.tag === undefined) return ok({ ...base, value: style === "plain" ? readPlainScalar(text) : text });
  const tag = yaml.tag.replace("tag:yaml.org,2002:", "!!");
  if (tag === "!unsafe") return ok({ ...base, value: text, unsafe: true });
  if (tag === "!vault" || tag === "!vault-encrypted") return vaultedScalar(text, place, style);
  const value = taggedValue(tag, text);
  return value === undefined ? err(badTag(tag, place)) : ok({ ...base, value });
}

/** The text of a scalar. The parser ends the last line of a block scalar even where the file ends without a newline; PyYAML does not. */
function textOf(yaml: Scalar, { text }: SourceText): string {
  const value = String(yaml.value);
  const isLast = STYLES[yaml.type ?? ""] === "block" && (yaml.range?.[1] ?? 0) >= text.length;
  return isLast && text.slice(text.lastIndexOf("\n") + 1).trim() !== "" ? value.replace(/\n$/, "") : value;
}

/** `!!int "5"` and the like; undefined where the text does not fit the tag, or the tag is not known. */
function taggedValue(tag: string, text: string): ScalarValue | undefined {
  switch (tag) {
    case "!!str": case "!": return text;
    case "!!int": case "!!float": return readNumber(text);
    case "!!bool": return readBooleanWord(text);
    case "!!null": return null;
    default: return undefined;
  }
}

function badTag(tag: string, place: Place): Diagnostic {
  return problemAt("bad-tag", `the tag ${tag} is not known, or does not fit this value`, { place, hint: "Known are !unsafe, !vault and !!str, !!int, !!float, !!bool, !!null; quote a value that begins with !" });
}

/** Where the text of a block scalar (| or >) begins: its first line that is not empty. undefined for other scalars. */
export function blockPlace(yaml: Scalar, source: SourceText): Place | undefined {
  if (STYLES[yaml.type ?? ""] !== "block") return undefined;
  const [start, end] = yaml.range ?? [0, 0];
  const header = source.text.indexOf("\n", start);
  if (header === -1 || header >= end) return undefined;
  const first = header + 1 + (/^\s*/.exec(source.text.slice(header + 1, end))?.[0].length ?? 0);
  return first < end ? source.placeAt(first, end - first) : undefined;
}
