/** A word of a host line, and where it stood. */
export interface ShellWord {
  /** As it was written. */
  readonly raw: string;
  readonly text: string;
  readonly start: number;
}

/** The words of a line. `cut`: a comment that began inside a word, at this offset. */
export interface ShellLine {
  readonly words: readonly ShellWord[];
  readonly cut: number | undefined;
}

/**
 * The words of an INI inventory's host line, split as Python's `shlex.split(line, comments=True)` does, for that is what Ansible reads
 * them with: quotes, backslashes, and a # anywhere outside quotes begins a comment. undefined when a quote is not closed.
 */
export function splitHostLine(line: string): ShellLine | undefined {
  const words: ShellWord[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(line.charAt(at))) at += 1;
    if (at >= line.length || line.charAt(at) === "#") return { words, cut: undefined };
    const word = readWord(line, at);
    if (word === undefined) return undefined;
    words.push({ raw: line.slice(at, word.end), text: word.text, start: at });
    if (line.charAt(word.end) === "#") return { words, cut: word.end };
    at = word.end;
  }
}

interface Part {
  readonly text: string;
  readonly end: number;
}

function readWord(line: string, start: number): Part | undefined {
  let at = start;
  let text = "";
  while (at < line.length && !/[\s#]/.test(line.charAt(at))) {
    const part = readPart(line, at);
    if (part === undefined) return undefined;
    text += part.text;
    at = part.end;
  }
  return { text, end: at };
}

function readPart(line: string, at: number): Part | undefined {
  const character = line.charAt(at);
  if (character === "\\") return at + 1 < line.length ? { text: line.charAt(at + 1), end: at + 2 } : undefined;
  if (character !== '"' && character !== "'") return { text: character, end: at + 1 };
  const quoted = (character === "'" ? /'([^']*)'/y : /"((?:[^"\\]|\\[\s\S])*)"/y);
  quoted.lastIndex = at;
  const found = quoted.exec(line);
  if (found === null) return undefined;
  const inside = found[1] ?? "";
  return { text: character === "'" ? inside : inside.replace(/\\(["\\])/g, "$1"), end: quoted.lastIndex };
}
