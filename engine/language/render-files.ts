import { isList, Unknown, type Value } from "#engine/core/value.js";
import type { Expression } from "./expression.js";
import { Fault, typeFault } from "./fault.js";
import { ImportedTemplate } from "./imported-template.js";
import { BareScope, LocalScope } from "./local-scope.js";
import { isStuck, type Outcome } from "./outcome.js";
import { kindOf } from "./python-text.js";
import { renderPieces, textOfParts, valueOf } from "./render-pieces.js";
import { located, type BlockEntry, type Frame, type FoundTemplate, type Part, type Rendering, type Stop, type TemplateContext } from "./rendering.js";
import type { Scope } from "./scope.js";
import type { Span } from "./source.js";
import { TemplateObject, type ObjectMethod } from "./template-object.js";
import type { BlockPiece, ExtendsPiece, FromPiece, ImportPiece, IncludePiece, Template } from "./template-tree.js";
import { Undefined } from "./undefined.js";

/** Renders a whole template over these variables, with those that it extends. */
export function renderWhole(template: Template, around: Scope, into: { readonly rendering: Rendering; readonly parts: Part[]; readonly native: boolean }): { readonly stop: Stop; readonly context: TemplateContext } {
  const base = new LocalScope(around);
  const context: TemplateContext = { rendering: into.rendering, root: new LocalScope(base), blocks: new Map(), hidden: new Set() };
  base.set("self", new SelfReference(context).asValue());
  addBlocks(template, context);
  return { stop: renderRoot(template, { context, scope: context.root, parts: into.parts, native: into.native, run: { parent: undefined }, top: true }), context };
}

function renderRoot(template: Template, frame: Frame): Stop {
  const { rendering } = frame.context;
  const run: Frame["run"] = { parent: undefined };
  const stop = rendering.inside(fileOf(template), template.source, () => renderPieces(template.pieces, { ...frame, run }) ?? (run.parent && renderRoot(run.parent, frame)));
  return stop === "break" || stop === "continue" ? undefined : stop;
}

function fileOf({ source }: Template): string {
  return source.place({ start: 0, end: 0 }).file;
}

function addBlocks({ blocks, source }: Template, context: TemplateContext): void {
  for (const [name, piece] of blocks) context.blocks.set(name, [...context.blocks.get(name) ?? [], { piece, source }]);
}

/** `{% include %}`. */
export function renderInclude(piece: IncludePiece, frame: Frame): Stop {
  const found = findTemplate(piece.name, frame, piece.ignoreMissing);
  if (found === undefined || found instanceof Fault || found instanceof Unknown) return found;
  const { rendering } = frame.context;
  const { stop } = renderWhole(found, piece.withContext ? frame.scope : new BareScope(frame.scope), { rendering, parts: frame.parts, native: false });
  return stop instanceof Fault ? stop.at(piece.name.tree) : stop;
}

/** `{% import %}`. */
export function renderImport(piece: ImportPiece, frame: Frame): Stop {
  const imported = importTemplate(piece.name, piece.withContext, frame);
  if (imported instanceof Fault || imported instanceof Unknown) return imported;
  frame.scope.set(piece.target, imported.asValue());
  if (frame.top) frame.context.hidden.add(piece.target);
  return undefined;
}

/** `{% from %}`. A name that is not there is undefined, so that `default` may be used on it. */
export function renderFrom(piece: FromPiece, frame: Frame): Stop {
  const imported = importTemplate(piece.name, piece.withContext, frame);
  if (imported instanceof Fault || imported instanceof Unknown) return imported;
  for (const { name, alias, span } of piece.names) {
    const exported: Outcome = Object.hasOwn(imported, name) ? imported.asValue()[name] ?? null
      : new Undefined({ message: `${imported.label} has no "${name}"`, name, known: () => Object.keys(imported), span }).within(frame.context.rendering.source);
    frame.scope.set(alias, exported);
    if (frame.top) frame.context.hidden.add(alias);
  }
  return undefined;
}

function importTemplate(name: Expression, withContext: boolean, frame: Frame): ImportedTemplate | Fault | Unknown {
  const found = findTemplate(name, frame, false);
  if (found === undefined || found instanceof Fault || found instanceof Unknown) return found ?? new Fault("template-not-found", "There is no such template");
  const parts: Part[] = [];
  const { rendering } = frame.context;
  const { stop, context } = renderWhole(found, withContext ? frame.scope : new BareScope(frame.scope), { rendering, parts, native: false });
  const text = textOfParts(stop, { parts, context });
  return text instanceof Fault ? text.at(name.tree) : new ImportedTemplate(fileOf(found), context, text);
}

/** The template of this name, or the first there is of a list of names; undefined when it may be missing and is. */
function findTemplate(name: Expression, { scope, context }: Frame, mayMiss: boolean): Template | Fault | Unknown | undefined {
  const value = valueOf(name, scope);
  if (isStuck(value)) return value;
  const names = isList(value) ? value : [value];
  const files = context.rendering.files;
  if (files === undefined) return noTemplatesHere(name.tree);
  for (const each of names) {
    if (each instanceof Unknown) return each;
    if (typeof each !== "string") return typeFault(`The name of a template is a string, not ${kindOf(each)}`).at(name.tree);
    const found = files.find(each);
    if (found !== undefined) return parsed(found);
  }
  return mayMiss ? undefined : notFound(names, name, (each) => files.searched(each));
}

/** Strings of playbooks have no folder in which others could be found. */
export function noTemplatesHere(span: Span): Fault {
  return new Fault("no-templates-here", "Other templates can be used in template files only", { span, hint: "Put the text into a file and use the module `template` or `lookup('template', ...)`." });
}

function parsed({ template, source }: FoundTemplate): Template | Fault {
  return template instanceof Fault ? located(template, source) : template;
}

function notFound(names: readonly Value[], { tree }: Expression, searched: (name: string) => readonly string[]): Fault {
  const texts = names.filter((each) => typeof each === "string");
  const shown = texts.map((each) => `"${each}"`).join(", ");
  const outside = texts.some((each) => each.split("/").includes(".."));
  const where = texts.flatMap(searched);
  const hint = outside ? "A name must not lead out of the search path with `..`; name the template from a folder of templates." : `It was looked for as ${where.join(", ")}. \`ignore missing\` passes over it.`;
  return new Fault("template-not-found", names.length === 0 ? "The list of templates is empty" : `There is no template ${shown}`, { span: tree, hint });
}

/** `{% extends %}`: the other template is rendered after this one, with this one's blocks. */
export function renderExtends({ name, span }: ExtendsPiece, frame: Frame): Stop {
  if (!frame.top || frame.run === undefined) return new Fault("syntax-error", "`{% extends %}` has to stand at the top level of a template", { span });
  if (frame.run.parent !== undefined) return new Fault("syntax-error", "The template extends two others", { span });
  const found = findTemplate(name, frame, false);
  if (found === undefined || found instanceof Fault || found instanceof Unknown) return found;
  frame.run.parent = found;
  addBlocks(found, frame.context);
  return undefined;
}

/** `{% block %}`, as the innermost template has it. */
export function renderBlock(piece: BlockPiece, frame: Frame): Stop {
  if (frame.top && frame.run?.parent !== undefined) return undefined;
  const entries = frame.context.blocks.get(piece.name) ?? [];
  if (piece.required && entries.length <= 1) return new Fault("template-error", `No template fills the required block "${piece.name}"`, { span: piece.span });
  return renderEntry(entries, 0, piece.scoped ? frame.scope : frame.context.root, frame);
}

function renderEntry(entries: readonly BlockEntry[], depth: number, around: LocalScope, frame: Pick<Frame, "context" | "parts" | "native">): Stop {
  const entry = entries[depth];
  if (entry === undefined) return undefined;
  const { context, parts, native } = frame;
  const scope = new LocalScope(around);
  scope.set("super", superOf(entries, depth, around, context));
  const stop = context.rendering.inside(`block ${entry.piece.name}`, entry.source, () => renderPieces(entry.piece.body, { context, parts, native, scope, run: undefined, top: false }));
  return stop === "break" || stop === "continue" ? undefined : stop;
}

function superOf(entries: readonly BlockEntry[], depth: number, around: LocalScope, context: TemplateContext): Outcome {
  if (depth + 1 < entries.length) return new BlockReference(entries, depth + 1, around, context).asValue();
  return new Undefined({ message: `There is no block "${entries[depth]?.piece.name ?? ""}" further out`, name: "super", known: () => [], span: { start: 0, end: 1 } }).within(context.rendering.source);
}

/** A block that can be called for its text: `super()`, `self.name()`. */
class BlockReference extends TemplateObject {
  readonly #entries: readonly BlockEntry[];
  readonly #depth: number;
  readonly #around: LocalScope;
  readonly #context: TemplateContext;

  constructor(entries: readonly BlockEntry[], depth: number, around: LocalScope, context: TemplateContext) {
    super();
    this.#entries = entries;
    this.#depth = depth;
    this.#around = around;
    this.#context = context;
  }

  get what(): string {
    return `block "${this.#entries[0]?.piece.name ?? ""}"`;
  }

  override call(): Outcome {
    const frame = { context: this.#context, parts: [], native: false };
    return textOfParts(renderEntry(this.#entries, this.#depth, this.#around, frame), frame);
  }

  override method(name: string): ObjectMethod | undefined {
    if (name !== "super") return undefined;
    const next = superOf(this.#entries, this.#depth, this.#around, this.#context);
    return next instanceof BlockReference ? () => next.call() : () => next;
  }
}

/** `self`: the blocks of the template, to be written once more. */
class SelfReference extends TemplateObject {
  readonly #context: TemplateContext;

  constructor(context: TemplateContext) {
    super();
    this.#context = context;
  }

  get what(): string {
    return `TemplateReference with the blocks ${[...this.#context.blocks.keys()].join(", ")}`;
  }

  override method(name: string): ObjectMethod | undefined {
    const entries = this.#context.blocks.get(name);
    return entries && (() => new BlockReference(entries, 0, this.#context.root, this.#context).call());
  }
}
