import { Fault } from "./fault.js";
import type { Token } from "./lexer.js";
import type { Span } from "./source.js";

const END: Token = { kind: "end", text: "", start: 0, end: 0 };

/**
 * Reads tokens one by one. The first mistake is kept and moves the cursor to the end, so that every loop of the parser
 * comes to its end by itself and no step has to check the one before.
 */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #fault: Fault | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get current(): Token {
    return this.#tokens[this.#at] ?? END;
  }

  get following(): Token {
    return this.#tokens[this.#at + 1] ?? END;
  }

  /** Where the last token taken ended. */
  get lastEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? this.current.start;
  }

  take(): Token {
    const token = this.current;
    if (this.#at < this.#tokens.length - 1) this.#at += 1;
    return token;
  }

  /** Whether the current token is this operator or keyword. */
  isAt(text: string): boolean {
    const { kind, text: written } = this.current;
    return written === text && (kind === "operator" || kind === "name");
  }

  /** Takes the token if it is this operator or keyword. */
  skip(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.take();
    return true;
  }

  /** Takes this operator or keyword; anything else is a mistake. */
  expect(text: string): void {
    if (!this.skip(text)) this.fail(`Expected "${text}" but found ${describe(this.current)}`);
  }

  /** Takes a name; anything else is a mistake. */
  expectName(what: string): Token {
    if (this.current.kind !== "name") this.fail(`Expected ${what} but found ${describe(this.current)}`);
    return this.take();
  }

  /** Keeps the first mistake and goes to the end. */
  fail(message: string, more: { hint?: string | undefined; span?: Span } = {}): void {
    this.#fault ??= new Fault("syntax-error", message, { hint: more.hint, span: more.span ?? this.current });
    this.#at = this.#tokens.length - 1;
  }
}

/** A token in a sentence. */
export function describe(token: Token): string {
  if (token.kind === "end") return "the end of the expression";
  return token.kind === "string" ? "a string" : `"${token.text}"`;
}
