import { didYouMean } from "#engine/core/suggest.js";
import { compileTree, type Expression } from "./expression.js";
import { Fault } from "./fault.js";
import type { Token } from "./lexer.js";
import { finish, Parser, parseTokens } from "./parser.js";
import type { Source, Span } from "./source.js";
import { scan, type Chunk, type ScanOptions } from "./template-scanner.js";
import type { IfPiece, Piece, Template } from "./template-tree.js";
import type { Tree } from "./tree.js";

/** Statements within each other beyond this are a mistake. */
const DEPTH_LIMIT = 100;
const STATEMENTS = ["if", "for", "set", "raw"];
const INNER = ["elif", "else", "endif", "endfor", "endset", "endraw"];

/** Parses a template with its statements. */
export function parseTemplate(source: Source, options: ScanOptions): Template | Fault {
  const chunks = scan(source.text, options);
  if (chunks instanceof Fault) return chunks;
  const parser = new TemplateParser(chunks, source);
  const pieces = parser.block([]);
  return parser.fault ?? { pieces };
}

type Statement = Extract<Chunk, { kind: "output" | "statement" }>;

/** Reads chunks one by one; the first mistake is kept and ends everything. */
class TemplateParser {
  fault: Fault | undefined;
  readonly #chunks: readonly Chunk[];
  readonly #source: Source;
  #at = 0;
  #depth = 0;

  constructor(chunks: readonly Chunk[], source: Source) {
    this.#chunks = chunks;
    this.#source = source;
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
      else this.#statement(chunk, pieces);
    }
  }

  #output({ tokens }: Statement, pieces: Piece[]): void {
    const expression = this.#expression(tokens);
    if (expression !== undefined) pieces.push({ kind: "output", expression });
  }

  #statement(chunk: Statement, pieces: Piece[]): void {
    this.#depth += 1;
    if (this.#depth > DEPTH_LIMIT) this.#fail(new Fault("syntax-error", `The statements are nested deeper than ${DEPTH_LIMIT} levels`, { span: chunk.span }));
    else if (keyword(chunk) === "if") this.#if(chunk, pieces);
    else if (keyword(chunk) === "for") this.#for(chunk, pieces);
    else if (keyword(chunk) === "set") this.#set(chunk, pieces);
    else this.#fail(unknownStatement(chunk));
    this.#depth -= 1;
  }

  #if(opening: Statement, pieces: Piece[]): void {
    const branches: IfPiece["branches"][number][] = [];
    let otherwise: readonly Piece[] = [];
    let chunk: Statement | undefined = opening;
    while (chunk !== undefined && (chunk === opening || keyword(chunk) === "elif")) {
      const test = this.#expression(chunk.tokens.slice(1));
      const body = this.block(["elif", "else", "endif"]);
      if (test !== undefined) branches.push({ test, body });
      chunk = this.#closing(opening, "endif");
    }
    if (chunk !== undefined && keyword(chunk) === "else") {
      otherwise = this.block(["endif"]);
      this.#closing(opening, "endif");
    }
    pieces.push({ kind: "if", branches, otherwise });
  }

  #for(opening: Statement, pieces: Piece[]): void {
    const head = this.#forHead(opening.tokens);
    const body = this.block(["else", "endfor"]);
    const next = this.#closing(opening, "endfor");
    const otherwise = next !== undefined && keyword(next) === "else" ? this.block(["endfor"]) : [];
    if (next !== undefined && keyword(next) === "else") this.#closing(opening, "endfor");
    if (head !== undefined) pieces.push({ kind: "for", ...head, body, otherwise, span: opening.span });
  }

  #forHead(tokens: readonly Token[]): { targets: readonly string[]; items: Expression; test: Expression | undefined } | undefined {
    const parser = new Parser(tokens);
    parser.cursor.take();
    const targets = readTargets(parser);
    parser.cursor.expect("in");
    const items = this.#compile(parser.parse(2));
    const test = parser.cursor.skip("if") ? this.#compile(parser.parse()) : undefined;
    if (parser.cursor.isAt("recursive")) parser.cursor.fail("Recursive loops are not supported");
    finish(parser.cursor);
    this.#fail(parser.cursor.fault);
    return items === undefined ? undefined : { targets, items, test };
  }

  #set(opening: Statement, pieces: Piece[]): void {
    const parser = new Parser(opening.tokens);
    parser.cursor.take();
    const targets = readTargets(parser);
    if (parser.cursor.skip("=")) {
      const value = this.#compile(parser.parseTuple());
      finish(parser.cursor);
      this.#fail(parser.cursor.fault);
      if (value !== undefined) pieces.push({ kind: "set", targets, value, span: opening.span });
      return;
    }
    finish(parser.cursor);
    this.#fail(parser.cursor.fault);
    const value = this.block(["endset"]);
    this.#closing(opening, "endset");
    pieces.push({ kind: "set", targets, value, span: opening.span });
  }

  /** The statement that the block before ended on; at the end of the text the opening one is to blame. */
  #closing(opening: Statement, end: string): Statement | undefined {
    const chunk = this.#chunks[this.#at];
    this.#at += 1;
    if (chunk?.kind === "statement") return chunk;
    this.#fail(new Fault("syntax-error", `\`{% ${keyword(opening)} %}\` is never closed`, { span: opening.span, hint: `Close it with \`{% ${end} %}\`.` }));
    return undefined;
  }

  #expression(tokens: readonly Token[]): Expression | undefined {
    const tree = parseTokens(tokens);
    if (tree instanceof Fault) this.#fail(tree);
    return tree instanceof Fault ? undefined : this.#compile(tree);
  }

  #compile(tree: Tree): Expression | undefined {
    const expression = compileTree(tree, this.#source);
    if (expression instanceof Fault) this.#fail(expression);
    return expression instanceof Fault ? undefined : expression;
  }

  #fail(fault: Fault | undefined): void {
    this.fault ??= fault;
  }
}

function keyword(chunk: Statement): string {
  return chunk.tokens[0]?.text ?? "";
}

/** `name`, `a, b` or `(a, b)`. */
function readTargets(parser: Parser): readonly string[] {
  const { cursor } = parser;
  const bracket = cursor.skip("(");
  const targets = [cursor.expectName("a variable's name").text];
  while (cursor.skip(",") && cursor.current.kind === "name" && !cursor.isAt("in")) targets.push(cursor.take().text);
  if (bracket) cursor.expect(")");
  if (cursor.isAt(".")) cursor.fail("Only whole variables can be set", { hint: "Namespaces are not supported; collect with a filter such as `selectattr` instead." });
  return targets;
}

function unknownStatement(chunk: Statement): Fault {
  const name = keyword(chunk);
  const span: Span = chunk.tokens[0] ?? chunk.span;
  if (INNER.includes(name)) return new Fault("syntax-error", `\`{% ${name} %}\` has nothing to close here`, { span });
  return new Fault("unknown-statement", `There is no statement "${name}" here`, { span, hint: didYouMean(name, [...STATEMENTS, ...INNER]) ?? `The statements are ${STATEMENTS.join(", ")}.` });
}
