import type { ObjectCall } from "./compile-object-call.js";
import type { Expression } from "./expression.js";
import type { Source, Span } from "./source.js";

/** A template as a list of pieces. */
export type Piece =
  | TextPiece | OutputPiece | IfPiece | ForPiece | SetPiece | WithPiece | FilterPiece | DoPiece | JumpPiece
  | MacroPiece | CallPiece | IncludePiece | ImportPiece | FromPiece | ExtendsPiece | BlockPiece;

/** Text that stands for itself. */
export interface TextPiece { readonly kind: "text"; readonly text: string }

/** `{{ expression }}`. */
export interface OutputPiece { readonly kind: "output"; readonly expression: Expression }

/** `{% do expression %}`. */
export interface DoPiece { readonly kind: "do"; readonly expression: Expression }

/** `{% break %}`, `{% continue %}`. */
export interface JumpPiece { readonly kind: "break" | "continue" }

/** What is assigned to: a name, several that a list is taken apart into, or an attribute of a namespace. */
export type Target =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "several"; readonly targets: readonly Target[] }
  | { readonly kind: "attribute"; readonly name: string; readonly attribute: string };

/** `{% if %} ... {% elif %} ... {% else %} ... {% endif %}`. */
export interface IfPiece {
  readonly kind: "if";
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Piece[] }[];
  readonly otherwise: readonly Piece[];
}

/** `{% for target in items if test recursive %} ... {% else %} ... {% endfor %}`. */
export interface ForPiece {
  readonly kind: "for";
  readonly target: Target;
  readonly items: Expression;
  readonly test: Expression | undefined;
  readonly recursive: boolean;
  /** Whether the body mentions `loop`. */
  readonly usesLoop: boolean;
  readonly body: readonly Piece[];
  readonly otherwise: readonly Piece[];
  readonly span: Span;
}

/** A text made by pieces, through filters: of `{% filter %}` and `{% set x | filter %}`. The filters' expression knows the text as `BODY`. */
export interface Captured { readonly body: readonly Piece[]; readonly filters: Expression | undefined }

/** Under this name, which nobody can write, filters find the text of their block. */
export const BODY = "(the text of the block)";

/** `{% set target = value %}`, or `{% set target %} ... {% endset %}`. */
export interface SetPiece {
  readonly kind: "set";
  readonly target: Target;
  readonly value: Expression | Captured;
  readonly span: Span;
}

/** `{% with a = 1, b = 2 %} ... {% endwith %}`; `{% autoescape false %}` is one without variables. */
export interface WithPiece {
  readonly kind: "with";
  readonly bindings: readonly { readonly target: Target; readonly value: Expression; readonly span: Span }[];
  readonly body: readonly Piece[];
}

/** `{% filter upper %} ... {% endfilter %}`. */
export interface FilterPiece { readonly kind: "filter"; readonly captured: Captured; readonly span: Span }

/** What can be called: a macro, or the body of a `{% call %}`. */
export interface Callable {
  readonly params: readonly { readonly name: string; readonly fallback: Expression | undefined; readonly span: Span }[];
  readonly usesVarargs: boolean;
  readonly usesKwargs: boolean;
  readonly usesCaller: boolean;
  readonly body: readonly Piece[];
  readonly source: Source;
}

/** `{% macro name(a, b=1) %} ... {% endmacro %}`. */
export interface MacroPiece { readonly kind: "macro"; readonly name: string; readonly callable: Callable }

/** `{% call(item) macro(args) %} ... {% endcall %}`. */
export interface CallPiece { readonly kind: "call"; readonly callable: Callable; readonly call: ObjectCall; readonly expression: Expression }

/** `{% include "name" ignore missing without context %}`. */
export interface IncludePiece { readonly kind: "include"; readonly name: Expression; readonly ignoreMissing: boolean; readonly withContext: boolean }

/** `{% import "name" as target with context %}`. */
export interface ImportPiece { readonly kind: "import"; readonly name: Expression; readonly target: string; readonly withContext: boolean }

/** `{% from "name" import a, b as c with context %}`. */
export interface FromPiece {
  readonly kind: "from";
  readonly name: Expression;
  readonly names: readonly { readonly name: string; readonly alias: string; readonly span: Span }[];
  readonly withContext: boolean;
}

/** `{% extends "name" %}`. */
export interface ExtendsPiece { readonly kind: "extends"; readonly name: Expression; readonly span: Span }

/** `{% block name scoped required %} ... {% endblock %}`. */
export interface BlockPiece { readonly kind: "block"; readonly name: string; readonly scoped: boolean; readonly required: boolean; readonly body: readonly Piece[]; readonly span: Span }

/** A parsed template. */
export interface Template {
  readonly pieces: readonly Piece[];
  readonly source: Source;
  /** The same pieces where none of them is a statement, as in nearly all strings of playbooks: they need no scope of their own. */
  readonly plain: readonly (TextPiece | OutputPiece)[] | undefined;
  /** Its blocks, wherever they stand. */
  readonly blocks: ReadonlyMap<string, BlockPiece>;
}
