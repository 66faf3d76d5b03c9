const ESCAPE = /\\(?:(\r?\n)|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;

const SHORT: Readonly<Record<string, string>> = {
  n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v", "\\": "\\", "'": "'", '"': '"',
};

/**
 * What the inside of a string literal stands for: Python's escapes, as Jinja reads them; an unknown escape keeps its backslash.
 * With `raw` every backslash stays, except before a quotation mark.
 */
export function unescape(inside: string, raw: boolean): string {
  if (!inside.includes("\\")) return inside;
  if (raw) return inside.replace(/\\([\\'"])/g, (whole, character: string) => (character === "\\" ? whole : character));
  return inside.replace(ESCAPE, (whole, newline: string | undefined, octal: string | undefined, ...rest: unknown[]) => {
    const [hex, short4, long8, character] = rest as (string | undefined)[];
    if (newline !== undefined) return "";
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const code = hex ?? short4 ?? long8;
    if (code !== undefined) return fromCode(Number.parseInt(code, 16), whole);
    return character !== undefined && Object.hasOwn(SHORT, character) ? SHORT[character] ?? whole : whole;
  });
}

function fromCode(code: number, whole: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
