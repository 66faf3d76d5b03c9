/** Whether a text has the characters that make a shell pattern (glob(7)). */
export function isShellPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/** Whether a pattern of `*`, `?` and `[...]` fits a whole text, as fnmatch(3) without flags. */
export function fitsShellPattern(pattern: string, text: string): boolean {
  const source = pattern.replace(/\[!?\]?[^\]]*\]|[\s\S]/g, (part) => {
    if (part === "*") return "[^]*";
    if (part === "?") return "[^]";
    if (part.length > 1) return bracket(part);
    return part.replace(/[\\^$.|+(){}[\]]/, "\\$&");
  });
  return new RegExp(`^${source}$`, "u").test(text);
}

function bracket(part: string): string {
  const negated = part.startsWith("[!");
  const inside = part.slice(negated ? 2 : 1, -1).replace(/[\\\][^]/g, "\\$&");
  return `[${negated ? "^" : ""}${inside}]`;
}
