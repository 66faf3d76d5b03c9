/** Text that does not divide into words. */
export interface NotWords {
  readonly unclosed: "'" | "\"" | "\\";
}

/**
 * The words of a command line as a POSIX shell divides it: blanks, quotes and backslashes, and nothing else. Variables, globs, pipes and
 * redirections are not done; they stay as they are written.
 */
export function shellWords(line: string): readonly string[] | NotWords {
  const words: string[] = [];
  let word: string | undefined;
  // Each match is one piece of a word, or the blanks between words.
  for (const [piece] of line.matchAll(/\s+|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s'"\\]+|['"\\]/g)) {
    if (/^\s/.test(piece)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (piece === "'" || piece === "\"" || piece === "\\") return { unclosed: piece };
    word = (word ?? "") + unquoted(piece);
  }
  return word === undefined ? words : [...words, word];
}

/** Whether a line did not divide. */
export function isNotWords(words: readonly string[] | NotWords): words is NotWords {
  return !Array.isArray(words);
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  // Between double quotes a backslash stands for itself unless one of these follows (POSIX 2.2.3); before a newline it joins lines.
  if (piece.startsWith("\"")) return piece.slice(1, -1).replace(/\\([$`"\\]|\n)/g, (_all, char: string) => (char === "\n" ? "" : char));
  if (!piece.startsWith("\\")) return piece;
  return piece === "\\\n" ? "" : piece.slice(1);
}
