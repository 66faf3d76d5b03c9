import { Fault } from "./fault.js";
import { tokenize, type Token } from "./lexer.js";
import type { Span } from "./source.js";
import type { JinjaSettings } from "./template-settings.js";

/** A stretch of a template. */
export type Chunk =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output" | "statement"; readonly tokens: readonly Token[]; readonly span: Span };

/** How a template is read. */
export interface ScanOptions extends JinjaSettings {
  /** Whether backslashes in string literals of `{{ }}` stand for themselves, as Ansible has it in playbooks. */
  readonly rawStrings: boolean;
}

/** Cuts a template into text, outputs and statements; comments and the white space that marks take away are gone. */
export function scan(text: string, options: ScanOptions): readonly Chunk[] | Fault {
  return new Scanner(text, options).run();
}

/** The patterns of one set of marks (Jinja2's lexer.py has the same rules). */
class Marks {
  readonly opening: RegExp;
  readonly raw: RegExp;
  readonly endRaw: RegExp;
  readonly closing: Readonly<Record<Kind, RegExp>>;
  readonly endComment: RegExp;

  constructor(settings: JinjaSettings) {
    const blockStart = escaped(settings.blockStart);
    const blockEnd = escaped(settings.blockEnd);
    const variableEnd = escaped(settings.variableEnd);
    const commentEnd = escaped(settings.commentEnd);
    const suffix = settings.trimBlocks ? "\\n?" : "";
    const starts = [settings.blockStart, settings.variableStart, settings.commentStart].toSorted((a, b) => b.length - a.length);
    this.opening = new RegExp(`(${starts.map(escaped).join("|")})([-+]?)`, "g");
    this.raw = new RegExp(`${blockStart}([-+]?)\\s*raw\\s*(?:-${blockEnd}\\s*|${blockEnd})`, "y");
    const endOfBlock = `(?:\\+${blockEnd}|-${blockEnd}\\s*|${blockEnd}${suffix})`;
    this.endRaw = new RegExp(`${blockStart}([-+]?)\\s*endraw\\s*${endOfBlock}`, "g");
    this.closing = { statement: new RegExp(endOfBlock, "y"), output: new RegExp(`-${variableEnd}\\s*|${variableEnd}`, "y") };
    this.endComment = new RegExp(`\\+${commentEnd}|-${commentEnd}\\s*|${commentEnd}${suffix}`, "g");
  }
}

type Kind = "output" | "statement";

function escaped(mark: string): string {
  return mark.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** An opening mark that was found. */
interface Opening { readonly start: number; readonly mark: string; readonly sign: string }

class Scanner {
  readonly #text: string;
  readonly #options: ScanOptions;
  readonly #marks: Marks;
  readonly #chunks: Chunk[] = [];
  #at = 0;
  /** Whether what was read last ended with a newline. */
  #lineStarts = true;

  constructor(text: string, options: ScanOptions) {
    this.#text = text;
    this.#options = options;
    this.#marks = new Marks(options);
  }

  run(): readonly Chunk[] | Fault {
    for (;;) {
      const opening = this.#nextOpening();
      if (opening === undefined) break;
      const fault = this.#tag(opening);
      if (fault !== undefined) return fault;
    }
    this.#pushText(this.#text.length, "+", false);
    return this.#chunks;
  }

  /** A comment that is never closed is text: shell scripts have `${#array[@]}`. */
  #nextOpening(): Opening | undefined {
    const { opening } = this.#marks;
    opening.lastIndex = this.#at;
    for (let match = opening.exec(this.#text); match !== null; match = opening.exec(this.#text)) {
      const [whole, mark = "", sign = ""] = match;
      if (mark !== this.#options.commentStart || this.#text.includes(this.#options.commentEnd, match.index + whole.length - sign.length)) return { start: match.index, mark, sign };
    }
    return undefined;
  }

  #tag({ start, mark, sign }: Opening): Fault | undefined {
    this.#pushText(start, sign, mark !== this.#options.variableStart);
    const from = start + mark.length + sign.length;
    if (mark === this.#options.commentStart) {
      this.#close(this.#marks.endComment, from);
      return undefined;
    }
    this.#marks.raw.lastIndex = start;
    if (mark === this.#options.blockStart && this.#marks.raw.test(this.#text)) return this.#raw(start, this.#marks.raw.lastIndex);
    return this.#code(start, from, mark === this.#options.variableStart ? "output" : "statement");
  }

  #raw(start: number, from: number): Fault | undefined {
    this.#moveTo(from); // the newline after `raw` stays, as in Jinja
    const { endRaw } = this.#marks;
    endRaw.lastIndex = from;
    const end = endRaw.exec(this.#text);
    if (end === null) return new Fault("syntax-error", "`{% raw %}` is never closed", { span: { start, end: from }, hint: "Close it with `{% endraw %}`." });
    this.#pushText(end.index, end[1] ?? "", true);
    this.#moveTo(endRaw.lastIndex);
    return undefined;
  }

  #code(start: number, from: number, kind: Kind): Fault | undefined {
    const until = kind === "output" ? this.#options.variableEnd : this.#options.blockEnd;
    const { tokens, fault } = tokenize(this.#text, { from, until, plusEnds: kind === "statement", rawStrings: kind === "output" && this.#options.rawStrings });
    if (fault !== undefined) return fault;
    this.#close(this.#marks.closing[kind], tokens.at(-1)?.start ?? from);
    this.#chunks.push({ kind, tokens, span: { start, end: this.#text.indexOf(until, tokens.at(-1)?.start ?? from) + until.length } });
    return undefined;
  }

  /** Goes behind a closing mark, and the white space that it takes away. */
  #close(closing: RegExp, from: number): void {
    closing.lastIndex = from;
    closing.test(this.#text);
    this.#moveTo(closing.lastIndex);
  }

  #moveTo(at: number): void {
    this.#at = at;
    this.#lineStarts = this.#text[at - 1] === "\n";
  }

  /** The text up to a tag; `sign` and lstrip_blocks say what white space the tag takes away before it. */
  #pushText(end: number, sign: string, mayStrip: boolean): void {
    let text = this.#text.slice(this.#at, end);
    if (sign === "-") text = text.trimEnd();
    else if (mayStrip && sign !== "+" && this.#options.lstripBlocks) text = this.#withoutIndent(text);
    this.#at = end;
    if (text !== "") this.#chunks.push({ kind: "text", text: this.#options.newline === "\n" ? text : text.replaceAll("\n", this.#options.newline) });
  }

  /** White space goes when nothing else stands before the tag on its line. */
  #withoutIndent(text: string): string {
    const lineStart = text.lastIndexOf("\n") + 1;
    return (lineStart > 0 || this.#lineStarts) && /^\s+$/.test(text.slice(lineStart)) ? text.slice(0, lineStart) : text;
  }
}
