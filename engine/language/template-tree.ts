import type { Expression } from "./expression.js";
import type { Span } from "./source.js";

/** A template as a list of pieces. */
export type Piece = TextPiece | OutputPiece | IfPiece | ForPiece | SetPiece;

/** Text that stands for itself. */
export interface TextPiece { readonly kind: "text"; readonly text: string }

/** `{{ expression }}`. */
export interface OutputPiece { readonly kind: "output"; readonly expression: Expression }

/** `{% if %} ... {% elif %} ... {% else %} ... {% endif %}`. */
export interface IfPiece {
  readonly kind: "if";
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Piece[] }[];
  readonly otherwise: readonly Piece[];
}

/** `{% for target in items if test %} ... {% else %} ... {% endfor %}`. */
export interface ForPiece {
  readonly kind: "for";
  /** One name, or several that a list is taken apart into. */
  readonly targets: readonly string[];
  readonly items: Expression;
  readonly test: Expression | undefined;
  readonly body: readonly Piece[];
  readonly otherwise: readonly Piece[];
  readonly span: Span;
}

/** `{% set name = value %}`, or `{% set name %} ... {% endset %}`. */
export interface SetPiece {
  readonly kind: "set";
  readonly targets: readonly string[];
  readonly value: Expression | readonly Piece[];
  readonly span: Span;
}

/** A parsed template. */
export interface Template {
  readonly pieces: readonly Piece[];
}
