/** A piece of a shell command's text. */
export interface ShellPiece {
  /** "operator" is one of | || & && ; < > ( ) and newline; "template" is {{ }} or {% %}. */
  readonly kind: "text" | "operator" | "template";
  readonly text: string;
  readonly start: number;
  /** The quote it stands in; empty outside. */
  readonly quote: "" | "'" | '"';
}

/** Takes a command apart as far as lint needs it: quotes, templates, operators. Comments and here-documents are not understood. */
export function shellPieces(command: string): readonly ShellPiece[] {
  const pieces: ShellPiece[] = [];
  let quote: ShellPiece["quote"] = "";
  let at = 0;
  while (at < command.length) {
    const [kind, length] = pieceAt(command, at, quote);
    const text = command.slice(at, at + length);
    if (kind === "quote") quote = quote === "" ? text as "'" | '"' : "";
    else pieces.push({ kind, text, start: at, quote });
    at += length;
  }
  return pieces;
}

type Kind = ShellPiece["kind"] | "quote";

function pieceAt(command: string, at: number, quote: ShellPiece["quote"]): readonly [Kind, number] {
  for (const [kind, pattern] of PATTERNS[quote]) {
    pattern.lastIndex = at;
    const found = pattern.exec(command);
    if (found !== null) return [kind, found[0].length];
  }
  return ["text", 1];
}

const TEMPLATE = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/y;
const ESCAPED = /\\[\s\S]/y;

/** What may stand inside each kind of quote, and outside (sh(1), "Quoting"); the first that fits counts. */
const PATTERNS: Readonly<Record<ShellPiece["quote"], readonly (readonly [Kind, RegExp])[]>> = {
  "": [["template", TEMPLATE], ["text", ESCAPED], ["quote", /['"]/y], ["operator", /\|\||&&|[|&;<>()\n]/y], ["text", /[^\\'"|&;<>()\n{]+/y]],
  "'": [["template", TEMPLATE], ["quote", /'/y], ["text", /[^'{]+/y]],
  '"': [["template", TEMPLATE], ["text", ESCAPED], ["quote", /"/y], ["text", /[^\\"{]+/y]],
};

/** The pieces of each simple command, those between operators. */
export function shellCommands(command: string): readonly (readonly ShellPiece[])[] {
  const commands: ShellPiece[][] = [[]];
  for (const piece of shellPieces(command)) {
    if (piece.kind === "operator" && !["<", ">", "&"].includes(piece.text)) commands.push([]);
    else commands.at(-1)?.push(piece);
  }
  return commands.filter((each) => each.some(({ text }) => text.trim() !== ""));
}
