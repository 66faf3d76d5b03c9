/** Python's str.capitalize. */
export function capitalize(text: string): string {
  const [first = "", ...rest] = Array.from(text);
  // Of a letter that becomes several ("ß", "ﬁ") only the first is a capital.
  const [capital = "", ...small] = Array.from(first.toUpperCase());
  return capital + (small.join("") + rest.join("")).toLowerCase();
}

/** Jinja's title: a capital letter after white space, a hyphen or an opening bracket. */
export function titleCase(text: string): string {
  return text.split(/([-\s({[<]+)/).map(capitalize).join("");
}

/** Python's str.split: at white space without a separator; at most `limit` cuts, any number when negative. The separator is not empty. */
export function splitText(text: string, separator: string | undefined, limit = -1): string[] {
  if (separator === undefined) return splitAtSpace(text, limit);
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitAtSpace(text: string, limit: number): string[] {
  const words = Array.from(text.matchAll(/\S+/g));
  if (limit < 0 || words.length <= limit) return words.map(([word]) => word);
  const rest = words[limit];
  return [...words.slice(0, limit).map(([word]) => word), ...(rest === undefined ? [] : [text.slice(rest.index)])].slice(0, limit + 1);
}

/** Python's str.rsplit: at most `limit` cuts, counted from the end. */
export function splitFromEnd(text: string, separator: string | undefined, limit = -1): string[] {
  const parts = splitText(text, separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (separator !== undefined) return [parts.slice(0, parts.length - limit).join(separator), ...parts.slice(parts.length - limit)];
  const words = Array.from(text.matchAll(/\S+/g));
  const kept = words[words.length - limit - 1];
  const head = kept === undefined ? "" : text.slice(0, kept.index + kept[0].length);
  return [head, ...words.slice(words.length - limit).map(([word]) => word)];
}

const LINE = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+$/g;  

/** Python's str.splitlines. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = text.match(LINE) ?? [];
  return keepEnds ? lines : lines.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, ""));  
}

/** Python's str.strip, or one end of it: white space, or any of these characters. */
export function stripText(text: string, characters: string | undefined, ends: "both" | "left" | "right" = "both"): string {
  const strips = characters === undefined ? (character: string) => /\s/.test(character) : (character: string) => characters.includes(character);
  let start = 0;
  let end = text.length;
  while (ends !== "right" && start < end && strips(text.charAt(start))) start += 1;
  while (ends !== "left" && end > start && strips(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Python's str.replace: at most `limit` times, any number when negative; an empty text stands before every character and at the end. */
export function replaceText(text: string, { old, by }: { readonly old: string; readonly by: string }, limit = -1): string {
  if (old !== "") return splitText(text, old, limit).join(by);
  const parts = ["", ...Array.from(text), ""];
  return parts.map((part, index) => index > 0 && index < parts.length && (limit < 0 || index <= limit) ? by + part : part).join("");
}

/** How many characters, each code point one. */
export function lengthOfText(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff) length -= 1;
  return length;
}

/** The part from `start` to `end`, as Python counts: by code points, from the end when negative. */
export function partOfText(text: string, start = 0, end?: number): { readonly part: string; readonly offset: number } {
  if (start === 0 && end === undefined) return { part: text, offset: 0 };
  const characters = Array.from(text);
  const offset = Math.min(start < 0 ? Math.max(0, start + characters.length) : start, characters.length);
  return { part: characters.slice(offset, end).join(""), offset };
}

/** Python's str.center, which puts the odd space to the left or the right as C does. */
export function centerText(text: string, width: number, fill: string): string {
  const missing = Math.max(0, Math.min(width, 10_000) - lengthOfText(text));
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** A text made wider on the right or the left. */
export function padText(text: string, width: number, { fill, side }: { readonly fill: string; readonly side: "left" | "right" }): string {
  const padding = fill.repeat(Math.max(0, Math.min(width, 10_000) - lengthOfText(text)));
  return side === "left" ? padding + text : text + padding;
}
