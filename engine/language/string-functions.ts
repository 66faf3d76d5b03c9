/** Python's str.capitalize. */
export function capitalize(text: string): string {
  const [first = "", ...rest] = Array.from(text);
  return first.toUpperCase() + rest.join("").toLowerCase();
}

/** Jinja's title: a capital letter after white space, a hyphen or an opening bracket. */
export function titleCase(text: string): string {
  return text.split(/([-\s({[<]+)/).map(capitalize).join("");
}

/** Python's str.split: at white space without a separator; at most `limit` cuts, any number when negative. */
export function splitText(text: string, separator: string | undefined, limit = -1): string[] {
  if (separator === undefined) return splitAtSpace(text, limit);
  const parts = separator === "" ? [text] : text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitAtSpace(text: string, limit: number): string[] {
  let rest = text.trimStart();
  const parts: string[] = [];
  while (rest !== "" && (limit < 0 || parts.length < limit)) {
    const space = rest.search(/\s/);
    parts.push(space === -1 ? rest : rest.slice(0, space));
    rest = space === -1 ? "" : rest.slice(space).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

/** Python's str.rsplit with a separator: at most `limit` cuts, counted from the end. */
export function splitFromEnd(text: string, separator: string | undefined, limit = -1): string[] {
  const parts = splitText(text, separator);
  if (limit < 0 || parts.length <= limit + 1 || separator === undefined) return parts;
  return [parts.slice(0, parts.length - limit).join(separator), ...parts.slice(parts.length - limit)];
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
