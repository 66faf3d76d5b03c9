import type { Diagnostic } from "#engine/core/diagnostic.js";
import { Fault } from "./fault.js";
import { noTemplatesHere } from "./render-files.js";
import { walkTree, withGuards, type TreeWalk } from "./names-in-tree.js";
import type { TemplateFiles } from "./rendering.js";
import { namesOf } from "./statement-heads.js";
import type { BlockPiece, Callable, DoPiece, ExtendsPiece, ForPiece, FromPiece, IfPiece, ImportPiece, IncludePiece, OutputPiece, Piece, SetPiece, Target, Template, WithPiece } from "./template-tree.js";
import type { Tree } from "./tree.js";

/** Where pieces stand, and what was found in them. */
export interface PiecesWalk extends TreeWalk {
  /** Names of the template's top level, those further down included: macros and blocks may use them. */
  readonly later: ReadonlySet<string>;
  /** Whether the place is only reached under a condition: a file that is missing there may not be missed. */
  readonly conditional: boolean;
  /** Whether what is written here is dropped, since the template extends another one. */
  readonly muted: boolean;
  /** The other templates, and those being walked through; undefined where they cannot be found. */
  readonly files: (TemplateFiles & { readonly inside: readonly string[] }) | undefined;
  /** The blocks of the template itself. */
  readonly blocks: ReadonlySet<string>;
  /** Blocks that a template further in fills. */
  readonly overridden: ReadonlySet<string>;
}

/** Finds the names in a template; the result is what its top level sets. */
export function boundPieces({ pieces, source, blocks }: Template, walk: Omit<PiecesWalk, "blocks">): ReadonlySet<string> {
  const top = new Set(pieces.flatMap(setBy));
  walkPieces(pieces, { ...walk, source, blocks: new Set(blocks.keys()), later: new Set([...walk.later, ...walk.bound, ...top]) });
  return top;
}

/** What is wrong with the calls in a string of a playbook. */
export function problemsIn(template: Template): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  boundPieces(template, { source: template.source, found: [], problems, guards: new Set(), bound: new Set(["self"]), later: new Set(), conditional: false, muted: false, files: undefined, overridden: new Set() });
  return problems;
}

function walkPieces(pieces: readonly Piece[], walk: PiecesWalk): void {
  let here = walk;
  for (const piece of pieces) {
    walkPiece(piece, here);
    here = withBound(here, setBy(piece));
    if (piece.kind === "extends" && !here.conditional) here = { ...here, muted: true };
  }
}

function walkPiece(piece: Piece, walk: PiecesWalk): void {
  switch (piece.kind) {
    case "text": case "break": case "continue": return;
    case "output": case "do": walkWritten(piece, walk); return;
    case "if": walkIf(piece, walk); return;
    case "for": walkFor(piece, walk); return;
    case "set": walkSet(piece, walk); return;
    case "with": walkWith(piece, walk); return;
    default: walkLarge(piece, walk);
  }
}

function walkLarge(piece: Extract<Piece, { kind: "filter" | "macro" | "call" | "include" | "import" | "from" | "extends" | "block" }>, walk: PiecesWalk): void {
  switch (piece.kind) {
    case "filter":
      walkPieces(piece.captured.body, walk);
      if (piece.captured.filters !== undefined) walkTree(piece.captured.filters.tree, walk);
      return;
    case "macro": walkCallable(piece.callable, withBound(walk, walk.later)); return;
    case "call":
      walkTree(piece.expression.tree, walk);
      walkCallable(piece.callable, walk);
      return;
    case "include": walkInclude(piece, walk); return;
    case "import": case "from": walkImport(piece, walk); return;
    case "extends": walkExtends(piece, walk); return;
    case "block": walkBlock(piece, walk);
  }
}

/** Behind its `extends` a template writes nothing, so that its outputs are not even evaluated. */
function walkWritten({ kind, expression }: OutputPiece | DoPiece, walk: PiecesWalk): void {
  if (kind === "do" || !walk.muted) walkTree(expression.tree, walk);
}

/** What a piece sets for those that come after it; what an `if` sets is set in one branch or another. */
function setBy(piece: Piece): readonly string[] {
  switch (piece.kind) {
    case "set": return namesOf(piece.target);
    case "macro": return [piece.name];
    case "import": return [piece.target];
    case "from": return piece.names.map(({ alias }) => alias);
    case "if": return [...piece.branches.map(({ body }) => body), piece.otherwise].flat().flatMap(setBy);
    default: return [];
  }
}

function walkIf(piece: IfPiece, walk: PiecesWalk): void {
  let here: PiecesWalk = { ...walk, conditional: true };
  for (const { test, body } of piece.branches) {
    walkTree(test.tree, here);
    here = withGuards(here, test.tree);
    walkPieces(body, here);
  }
  walkPieces(piece.otherwise, here);
}

function walkFor(piece: ForPiece, walk: PiecesWalk): void {
  walkTree(piece.items.tree, walk);
  const items = withBound({ ...walk, conditional: true }, namesOf(piece.target));
  if (piece.test !== undefined) walkTree(piece.test.tree, items);
  const body = withBound(items, ["loop"]);
  walkPieces(piece.body, piece.test === undefined ? body : withGuards(body, piece.test.tree));
  walkPieces(piece.otherwise, { ...walk, conditional: true });
}

function walkSet({ target, value }: SetPiece, walk: PiecesWalk): void {
  if ("tree" in value) walkTree(value.tree, isAskedAbout(target, walk) ? withNames(walk, value.tree) : walk);
  else {
    walkPieces(value.body, { ...walk, muted: false });
    if (value.filters !== undefined) walkTree(value.filters.tree, walk);
  }
}

/** `{% set x = y %}` with an undefined `y` is no mistake where the template asks about `x` before it uses it. */
function isAskedAbout(target: Target, { source }: PiecesWalk): boolean {
  return target.kind === "name" && new RegExp(`\\b${target.name}\\b[\\w.]*\\s*(\\|\\s*([\\w.]+\\.)?(default|d)\\b|is\\s+(not\\s+)?(un)?defined)`).test(source.text);
}

function withNames(walk: PiecesWalk, tree: Tree): PiecesWalk {
  return tree.kind === "name" ? { ...walk, guards: new Set([...walk.guards, tree.name]) } : walk;
}

function walkWith({ bindings, body }: WithPiece, walk: PiecesWalk): void {
  for (const { value } of bindings) walkTree(value.tree, walk);
  walkPieces(body, withBound(walk, bindings.flatMap(({ target }) => namesOf(target))));
}

function walkCallable({ params, body }: Callable, walk: PiecesWalk): void {
  const inner = withBound({ ...walk, conditional: true, muted: false }, [...params.map(({ name }) => name), "varargs", "kwargs", "caller"]);
  for (const { fallback } of params) if (fallback !== undefined) walkTree(fallback.tree, inner);
  walkPieces(body, inner);
}

function walkBlock({ name, body, scoped }: BlockPiece, walk: PiecesWalk): void {
  if (walk.overridden.has(name)) return;
  walkPieces(body, { ...walk, muted: false, bound: new Set([...scoped ? walk.bound : [], ...walk.later, "self", "super"]) });
}

function walkInclude(piece: IncludePiece, walk: PiecesWalk): void {
  walkTree(piece.name.tree, walk);
  const template = namedTemplate(piece.name.tree, walk, piece.ignoreMissing);
  if (template !== undefined) boundPieces(template, within(template, walk, piece.withContext));
}

/** Without context a macro sees no variables, which is a mistake only if it is called; so nothing is said of those. */
function walkImport(piece: ImportPiece | FromPiece, walk: PiecesWalk): void {
  walkTree(piece.name.tree, walk);
  const template = namedTemplate(piece.name.tree, walk, false);
  if (template === undefined) return;
  boundPieces(template, within(template, walk, piece.withContext));
}

function walkExtends({ name }: ExtendsPiece, walk: PiecesWalk): void {
  walkTree(name.tree, walk);
  const template = namedTemplate(name.tree, walk, false);
  if (template === undefined) return;
  boundPieces(template, { ...within(template, walk, true), bound: walk.later, overridden: new Set([...walk.overridden, ...walk.blocks]) });
}

function within(template: Template, walk: PiecesWalk, withContext: boolean): PiecesWalk {
  const files = walk.files && { ...walk.files, inside: [...walk.files.inside, fileOf(template)] };
  return { ...walk, files, overridden: new Set(), muted: false, ...(!withContext && { found: [], problems: [], bound: new Set(["self"]), later: new Set<string>() }) };
}

function fileOf({ source }: Template): string {
  return source.place({ start: 0, end: 0 }).file;
}

/** The template of a name that is written out, unless it is one of those that led here; what is wrong with it is noted. */
function namedTemplate(tree: Tree, walk: PiecesWalk, mayMiss: boolean): Template | undefined {
  const names = tree.kind === "list" ? tree.items : [tree];
  const written = names.flatMap((each) => each.kind === "literal" && typeof each.value === "string" ? [each.value] : []);
  const { files } = walk;
  if (files === undefined) walk.problems.push(noTemplatesHere(tree).diagnostic(walk.source));
  return files === undefined || written.length !== names.length ? undefined : firstTemplate(written, { tree, mayMiss, walk, files });
}

interface Search { readonly tree: Tree; readonly mayMiss: boolean; readonly walk: PiecesWalk; readonly files: NonNullable<PiecesWalk["files"]> }

function firstTemplate(written: readonly string[], { tree, mayMiss, walk, files }: Search): Template | undefined {
  for (const name of written) {
    const found = files.find(name);
    if (found === undefined) continue;
    if (found.template instanceof Fault) walk.problems.push(found.template.diagnostic(found.source));
    else if (!files.inside.includes(fileOf(found.template))) return found.template;
    return undefined;
  }
  if (!mayMiss && !walk.conditional) walk.problems.push(missing(written, tree, files).diagnostic(walk.source));
  return undefined;
}

function missing(names: readonly string[], tree: Tree, files: TemplateFiles): Fault {
  const where = names.flatMap((name) => files.searched(name));
  return new Fault("template-not-found", `There is no template ${names.map((name) => `"${name}"`).join(", ")}`, { span: tree, hint: `It was looked for as ${where.join(", ")}. \`ignore missing\` passes over it.` });
}

function withBound(walk: PiecesWalk, names: Iterable<string>): PiecesWalk {
  return { ...walk, bound: new Set([...walk.bound, ...names]) };
}
