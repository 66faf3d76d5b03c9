import { boundNames } from "./bound-names.js";
import { compileTree, type Expression } from "./expression.js";
import { Fault } from "./fault.js";
import type { Token } from "./lexer.js";
import { Parser, parseTokens } from "./parser.js";
import { finishHead } from "./statement-heads.js";
import type { Source } from "./source.js";
import { statementNamed, unknownStatement } from "./statements.js";
import { scan, type Chunk, type ScanOptions } from "./template-scanner.js";
import { settingsFault } from "./template-settings.js";
import { BODY, type BlockPiece, type Captured, type OutputPiece, type Piece, type Template, type TextPiece } from "./template-tree.js";
import type { Tree } from "./tree.js";

/** Statements within each other beyond this are a mistake. */
const DEPTH_LIMIT = 100;

/** Parses a template with its statements. */
export function parseTemplate(source: Source, options: ScanOptions): Template | Fault {
  const chunks = settingsFault(options) ?? scan(source.text, options);
  if (chunks instanceof Fault) return chunks;
  const parser = new TemplateParser(chunks, source);
  const pieces = parser.block([]);
  return parser.fault ?? { pieces, source, plain: pieces.every(isPlain) ? pieces : undefined, blocks: parser.blocks };
}

function isPlain(piece: Piece): piece is TextPiece | OutputPiece {
  return piece.kind === "text" || piece.kind === "output";
}

/** A `{% %}`, or a `{{ }}`. */
export type Statement = Extract<Chunk, { kind: "output" | "statement" }>;

/** Reads chunks one by one; the first mistake is kept and ends everything. What the statements are is in statements.ts. */
export class TemplateParser {
  fault: Fault | undefined;
  readonly blocks = new Map<string, BlockPiece>();
  readonly source: Source;
  /** How many loops stand round what is read now, within the macro or block that is read. */
  loops = 0;
  readonly #chunks: readonly Chunk[];
  readonly #numbers: ReadonlyMap<Chunk, number>;
  readonly #binds: ReadonlySet<string>;
  #at = 0;
  #depth = 0;

  constructor(chunks: readonly Chunk[], source: Source) {
    this.#chunks = chunks;
    this.#numbers = new Map(chunks.map((chunk, index) => [chunk, index]));
    this.#binds = boundNames(chunks);
    this.source = source;
  }

  /** The pieces up to one of these statements, which is left to be read, or up to the end. */
  block(until: readonly string[]): readonly Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      const chunk = this.#chunks[this.#at];
      if (chunk === undefined || this.fault !== undefined || (chunk.kind === "statement" && until.includes(keyword(chunk)))) return pieces;
      this.#at += 1;
      if (chunk.kind === "text") pieces.push(chunk);
      else if (chunk.kind === "output") this.#output(chunk, pieces);
      else pieces.push(...this.#statement(chunk));
    }
  }

  /** The pieces up to the statement that ends this one, which is read as well. */
  body(opening: Statement, end: string): readonly Piece[] {
    const pieces = this.block([end]);
    this.closing(opening, end);
    return pieces;
  }

  /** The statement that the block before ended on; at the end of the text the opening one is to blame. */
  closing(opening: Statement, end: string): Statement | undefined {
    const chunk = this.#chunks[this.#at];
    this.#at += 1;
    if (chunk?.kind === "statement") return chunk;
    this.fail(new Fault("syntax-error", `\`{% ${keyword(opening)} %}\` is never closed`, { span: opening.span, hint: `Close it with \`{% ${end} %}\`.` }));
    return undefined;
  }

  /** Reads the words behind a statement's keyword; undefined after a mistake. */
  head<T>(statement: Statement, read: (parser: Parser) => T): T | undefined {
    const parser = new Parser(statement.tokens);
    parser.cursor.take();
    const made = read(parser);
    finishHead(parser);
    this.fail(parser.cursor.fault);
    return this.fault === undefined ? made : undefined;
  }

  compile(tree: Tree): Expression | undefined {
    const expression = compileTree(tree, this.source, this.#binds);
    if (expression instanceof Fault) this.fail(expression);
    return expression instanceof Fault ? undefined : expression;
  }

  /** Filters without what they work on, such as the tokens of `upper | trim`, for the text of a block. */
  filters(tokens: readonly Token[], opening: Statement): Expression | undefined {
    const at = opening.tokens[0] ?? { start: opening.span.start, end: opening.span.end };
    const body: Token = { kind: "name", text: BODY, start: at.start, end: at.end };
    const pipe: Token = { kind: "operator", text: "|", start: at.end, end: at.end };
    return this.#expression([body, ...tokens[0]?.text === "|" ? [] : [pipe], ...tokens]);
  }

  captured(body: readonly Piece[], filters: Expression | undefined): Captured {
    return { body, filters };
  }

  /** Whether a word occurs in the tags read since a statement. */
  mentions(word: string, opening: Statement): boolean {
    for (let index = this.#numbers.get(opening) ?? 0; index < this.#at; index += 1) {
      const chunk = this.#chunks[index];
      if (chunk !== undefined && chunk.kind !== "text" && chunk.tokens.some(({ kind, text }) => kind === "name" && text === word)) return true;
    }
    return false;
  }

  fail(fault: Fault | undefined): void {
    this.fault ??= fault;
  }

  #output({ tokens }: Statement, pieces: Piece[]): void {
    const expression = this.#expression(tokens);
    if (expression !== undefined) pieces.push({ kind: "output", expression });
  }

  #statement(chunk: Statement): readonly Piece[] {
    this.#depth += 1;
    const read = statementNamed(keyword(chunk));
    if (this.#depth > DEPTH_LIMIT) this.fail(new Fault("syntax-error", `The statements are nested deeper than ${DEPTH_LIMIT} levels`, { span: chunk.span }));
    else if (read === undefined) this.fail(unknownStatement(keyword(chunk), chunk.tokens[0] ?? chunk.span));
    const pieces = this.fault === undefined ? read?.(this, chunk) ?? [] : [];
    this.#depth -= 1;
    return pieces;
  }

  #expression(tokens: readonly Token[]): Expression | undefined {
    const tree = parseTokens(tokens);
    if (tree instanceof Fault) this.fail(tree);
    return tree instanceof Fault ? undefined : this.compile(tree);
  }
}

/** The word a statement starts with. */
export function keyword(chunk: Statement): string {
  return chunk.tokens[0]?.text ?? "";
}
