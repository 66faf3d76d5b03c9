import { Fault } from "./fault.js";
import { tokenize, type Token } from "./lexer.js";
import type { Span } from "./source.js";

/** A stretch of a template. */
export type Chunk =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output" | "statement"; readonly tokens: readonly Token[]; readonly span: Span };

/** How a template is read. */
export interface ScanOptions {
  /** Whether backslashes in string literals of `{{ }}` stand for themselves, as Ansible has it in playbooks. */
  readonly rawStrings: boolean;
  /** Whether the first newline after a statement is dropped. */
  readonly trimBlocks: boolean;
  /** Whether white space before a statement at the start of a line is dropped. */
  readonly lstripBlocks: boolean;
}

const OPENING = /\{\{|\{%|\{#/g;
const RAW = /^\s*raw\s*([-+]?)%\}/;
const END_RAW = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;

/** Cuts a template into text, outputs and statements; comments and the white space that marks take away are gone. */
export function scan(text: string, options: ScanOptions): readonly Chunk[] | Fault {
  return new Scanner(text, options).run();
}

class Scanner {
  readonly #text: string;
  readonly #options: ScanOptions;
  readonly #chunks: Chunk[] = [];
  #at = 0;
  /** What the delimiter before took away from the text to come. */
  #trim: "" | "newline" | "space" = "";

  constructor(text: string, options: ScanOptions) {
    this.#text = text;
    this.#options = options;
  }

  run(): readonly Chunk[] | Fault {
    for (;;) {
      const open = this.#nextOpening();
      if (open === -1) break;
      const fault = this.#tag(open);
      if (fault !== undefined) return fault;
    }
    this.#pushText(this.#text.length, "");
    return this.#chunks;
  }

  /** A `{#` that is never closed is text: shell scripts have `${#array[@]}`. */
  #nextOpening(): number {
    OPENING.lastIndex = this.#at;
    for (let match = OPENING.exec(this.#text); match !== null; match = OPENING.exec(this.#text)) {
      if (match[0] !== "{#" || this.#text.includes("#}", match.index + 2)) return match.index;
    }
    return -1;
  }

  #tag(open: number): Fault | undefined {
    const kind = this.#text.charAt(open + 1);
    const mark = markAt(this.#text, open + 2);
    this.#pushText(open, mark === "-" ? "space" : kind === "{" || mark === "+" || !this.#options.lstripBlocks ? "" : "indent");
    const start = open + 2 + mark.length;
    if (kind === "#") {
      const end = this.#text.indexOf("#}", start);
      this.#close(end, this.#text.charAt(end - 1), "statement");
      return undefined;
    }
    if (kind === "%" && RAW.test(this.#text.slice(start, start + 200))) return this.#raw(open, start);
    return this.#code(open, start, kind === "{" ? "output" : "statement");
  }

  #raw(open: number, start: number): Fault | undefined {
    const begin = RAW.exec(this.#text.slice(start, start + 200));
    const from = start + (begin?.[0].length ?? 0);
    END_RAW.lastIndex = from;
    const end = END_RAW.exec(this.#text);
    if (end === null) return new Fault("syntax-error", "`{% raw %}` is never closed", { span: { start: open, end: from }, hint: "Close it with `{% endraw %}`." });
    this.#close(from - 2, begin?.[1] ?? "", "output"); // the newline after `raw` stays, as in Jinja
    this.#pushText(end.index, end[1] === "-" ? "space" : "");
    this.#close(END_RAW.lastIndex - 2, end[2] ?? "", "statement");
    return undefined;
  }

  #code(open: number, start: number, kind: "output" | "statement"): Fault | undefined {
    const until = kind === "output" ? "}}" : "%}";
    const { tokens, fault } = tokenize(this.#text, { from: start, until, rawStrings: kind === "output" && this.#options.rawStrings });
    if (fault !== undefined) return fault;
    const end = this.#text.indexOf(until, tokens.at(-1)?.start ?? start);
    this.#chunks.push({ kind, tokens, span: { start: open, end: end + 2 } });
    this.#close(end, this.#text.charAt(end - 1), kind);
    return undefined;
  }

  /** Goes behind a closing delimiter that starts at `end`. */
  #close(end: number, mark: string, kind: "output" | "statement"): void {
    this.#at = end + 2;
    this.#trim = mark === "-" ? "space" : kind === "statement" && mark !== "+" && this.#options.trimBlocks ? "newline" : "";
  }

  #pushText(end: number, before: "" | "space" | "indent"): void {
    let text = this.#text.slice(this.#at, end);
    if (this.#trim === "space") text = text.trimStart();
    else if (this.#trim === "newline") text = text.replace(/^\r?\n/, "");
    if (before === "space") text = text.trimEnd();
    else if (before === "indent") text = this.#withoutIndent(text);
    this.#trim = "";
    this.#at = end;
    if (text !== "") this.#chunks.push({ kind: "text", text });
  }

  /** White space goes when nothing else stands before the tag on its line. */
  #withoutIndent(text: string): string {
    const indent = /[ \t]*$/.exec(text)?.index ?? text.length;
    const lineStart = indent === 0 ? this.#chunks.length === 0 || this.#trim !== "" : text.charAt(indent - 1) === "\n";
    return lineStart ? text.slice(0, indent) : text;
  }
}

function markAt(text: string, at: number): string {
  const mark = text.charAt(at);
  return mark === "-" || mark === "+" ? mark : "";
}
