/**
 * A word as POSIX sh reads it back byte for byte: in single quotes, in which nothing is special (POSIX 2.2.2).
 * The only place in tsplay where text is quoted for a shell. A NUL cannot be sent: see `unsendable`.
 */
export function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Words quoted and joined by spaces. */
export function quoteAll(words: readonly string[]): string {
  return words.map(quote).join(" ");
}
