import type { Token } from "./lexer.js";
import type { Chunk } from "./template-scanner.js";

/** Names that a template gives meaning to by itself, besides those that it sets. */
const OWN = ["self", "super", "loop", "caller", "varargs", "kwargs"];

/**
 * The names that the statements of a template may bind: macros, imports, parameters, targets of `set`, `for` and `with`. A few too many
 * do no harm: a call of such a name is looked up when it is rendered instead of being taken for a function of the language.
 */
export function boundNames(chunks: readonly Chunk[]): ReadonlySet<string> {
  const names = new Set(OWN);
  for (const chunk of chunks) if (chunk.kind === "statement") for (const name of namesBoundBy(chunk.tokens)) names.add(name);
  return names;
}

function namesBoundBy(tokens: readonly Token[]): readonly string[] {
  switch (tokens[0]?.text) {
    case "set": return namesUpTo(tokens, "=");
    case "for": return namesUpTo(tokens, "in");
    case "with": return tokens.filter((token, index) => token.kind === "name" && tokens[index + 1]?.text === "=").map(({ text }) => text);
    case "macro": case "call": case "import": case "from": return tokens.slice(1).filter(({ kind }) => kind === "name").map(({ text }) => text);
    default: return [];
  }
}

function namesUpTo(tokens: readonly Token[], end: string): readonly string[] {
  const at = tokens.findIndex(({ text, kind }) => text === end && kind !== "string");
  return tokens.slice(1, at === -1 ? 2 : at).filter(({ kind }) => kind === "name").map(({ text }) => text);
}
