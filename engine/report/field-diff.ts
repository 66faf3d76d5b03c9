import type { DiffPart, State } from "#engine/core/change.js";
import type { Plain } from "#engine/core/value.js";
import type { Palette } from "./palette.js";
import { oneLine } from "./visible.js";
import { truncate } from "./display-width.js";

const widestValue = 400;

type Fields = Extract<DiffPart, { readonly kind: "fields" }>;

/** `key: before -> after`, one line a key; for what appears or goes away, its keys alone. */
export function fieldLines({ title, before, after, keys }: Fields, colors: Palette): string[] {
  const name = colors.bold(oneLine(title));
  if (before === undefined && after !== undefined) return [`${name}: absent -> present`, ...side(after, keys, (line) => colors.green(`+ ${line}`))];
  if (after === undefined && before !== undefined) return [`${name}: present -> absent`, ...side(before, keys, (line) => colors.red(`- ${line}`))];
  return [name, ...keys.map((key) => `  ${oneLine(key)}: ${colors.red(shown(before?.[key]))} -> ${colors.green(shown(after?.[key]))}`)];
}

function side(state: State, keys: readonly string[], paint: (line: string) => string): string[] {
  return keys.filter((key) => state[key] !== undefined).map((key) => `  ${paint(`${oneLine(key)}: ${shown(state[key])}`)}`);
}

/** Plain where nobody can take it for something else, JSON where one could. */
function shown(value: Plain | undefined): string {
  if (value === undefined) return "(none)";
  const text = typeof value === "string" && /^[\p{L}\p{N}/_.@:+=,~%-][\p{L}\p{N}\p{P}\p{S} ]*(?<! )$/u.test(value) && !ambiguous.test(value) ? value : JSON.stringify(value);
  return truncate(oneLine(text), widestValue);
}

const ambiguous = /^(?:true|false|null|\(none\)|)$| -> /;
