/** How a text is broken into lines. */
export interface Wrapping {
  readonly width: number;
  /** Words longer than a line are cut. */
  readonly breakLongWords: boolean;
  /** Lines may end after the hyphen of a compound. */
  readonly breakOnHyphens: boolean;
}

const LETTER = "[^\\P{L}\\d]";
const PUNCTUATED = "[\\p{L}\\p{N}_!\"'&.,?]";
/** White space, a dash between words, or a word up to the hyphen after which it may be broken. */
const CHUNK = new RegExp(["[\\t\\n\\v\\f\\r ]+", `(?<=${PUNCTUATED})-{2,}(?=[\\p{L}\\p{N}_])`,
  `[^\\t\\n\\v\\f\\r ]+?(?:-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${PUNCTUATED}-))(?=${LETTER}-?${LETTER})|(?=[\\t\\n\\v\\f\\r ]|$)|(?<=${PUNCTUATED})(?=-{2,}[\\p{L}\\p{N}_]))`].join("|"), "gu");
const SIMPLE_CHUNK = /[\t\n\v\f\r ]+|[^\t\n\v\f\r ]+/g;

/** The lines of a text, at most so wide: the rules of Python's module textwrap. White space at the breaks is dropped, and at the end of each line. */
export function wrapText(text: string, wrapping: Wrapping): readonly string[] {
  const chunks = (text.match(wrapping.breakOnHyphens ? CHUNK : SIMPLE_CHUNK) ?? []).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    if (lines.length > 0 && chunks.at(-1)?.trim() === "") chunks.pop();
    const line = nextLine(chunks, wrapping);
    if (line.at(-1)?.trim() === "") line.pop();
    if (line.length > 0) lines.push(line.join(""));
  }
  return lines;
}

/** Takes the chunks of a line from the end of the list. */
function nextLine(chunks: string[], wrapping: Wrapping): string[] {
  const line: string[] = [];
  let length = 0;
  for (let chunk = chunks.at(-1); chunk !== undefined && length + sizeOf(chunk) <= wrapping.width; chunk = chunks.at(-1)) {
    length += sizeOf(chunk);
    line.push(chunk);
    chunks.pop();
  }
  const rest = chunks.at(-1);
  if (rest === undefined || sizeOf(rest) <= wrapping.width) return line;
  if (wrapping.breakLongWords) {
    const [head, tail] = cut(rest, Math.max(wrapping.width - length, 1), wrapping.breakOnHyphens);
    line.push(head);
    chunks[chunks.length - 1] = tail;
  } else if (line.length === 0) {
    line.push(rest);
    chunks.pop();
  }
  return line;
}

function cut(word: string, space: number, atHyphen: boolean): [head: string, tail: string] {
  const characters = Array.from(word);
  const hyphen = atHyphen ? characters.slice(0, space).lastIndexOf("-") : -1;
  const at = hyphen > 0 && characters.slice(0, hyphen).some((each) => each !== "-") ? hyphen + 1 : space;
  return [characters.slice(0, at).join(""), characters.slice(at).join("")];
}

function sizeOf(text: string): number {
  return Array.from(text).length;
}
