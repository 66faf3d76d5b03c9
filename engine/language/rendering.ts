import { Unknown, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import type { LocalScope } from "./local-scope.js";
import type { Source, Span } from "./source.js";
import type { BlockPiece, Template } from "./template-tree.js";

/** What one rendering may use: enough for any file, and an end to templates that would never come to one. */
const LIMITS = { steps: 1_500_000, characters: 20_000_000, depth: 150 } as const;

/** A part of what a template gives: text of the template itself, or a value from `{{ }}`. */
export interface Part { readonly value: Value; readonly fromOutput: boolean }

/** Why pieces were left before their end: a mistake, a condition that nobody can know yet, or a jump in a loop. */
export type Stop = Fault | Unknown | "break" | "continue" | undefined;

/** A template that another one asked for. */
export interface FoundTemplate { readonly template: Template | Fault; readonly source: Source }

/** The other templates, by the names under which they are included. */
export interface TemplateFiles {
  find(name: string): FoundTemplate | undefined;
  /** Where it was looked for, for the hint. */
  searched(name: string): readonly string[];
}

/** What all parts of one rendering share: the other files, what is used up, and which file is being rendered. */
export class Rendering {
  /** Set when a part that was needed hangs on something unknown: what was done after it may be wrong, so the whole is unknown. */
  unknown: Unknown | undefined;
  readonly files: TemplateFiles | undefined;
  /** The file (or string) whose pieces are being rendered. */
  source: Source;
  #steps = 0;
  #characters = 0;
  readonly #inside: string[] = [];

  constructor(source: Source, files: TemplateFiles | undefined) {
    this.source = source;
    this.files = files;
  }

  /** Counts a piece. */
  step(): Fault | undefined {
    this.#steps += 1;
    return this.#steps > LIMITS.steps ? new Fault("too-large", `The template takes more than ${LIMITS.steps} steps`, { hint: "Is a loop in it far too long?" }) : undefined;
  }

  /** Counts what was written. */
  grow(by: number): Fault | undefined {
    this.#characters += by;
    return this.#characters > LIMITS.characters ? new Fault("too-large", `The template gives more than ${LIMITS.characters} characters`) : undefined;
  }

  /** Renders something of this source one level further in; faults get their place in it. `what` names it, should there be no end. */
  inside(what: string, source: Source, run: () => Stop): Stop {
    if (this.#inside.length >= LIMITS.depth) return tooDeep(this.#inside);
    const outer = this.source;
    this.#inside.push(what);
    this.source = source;
    const stop = run();
    this.source = outer;
    this.#inside.pop();
    return located(stop, source);
  }
}

/** A fault with its place filled in from this source. */
export function located<T>(stop: T, source: Source): T | Fault {
  if (!(stop instanceof Fault) || stop.cause?.place !== undefined) return stop;
  return Fault.from(stop.at(START).diagnostic(source));
}

const START: Span = { start: 0, end: 1 };

function tooDeep(inside: readonly string[]): Fault {
  const last = inside.slice(-1)[0] ?? "";
  const before = inside.lastIndexOf(last, -2);
  const circle = before === -1 ? inside.slice(-3) : inside.slice(before);
  return new Fault("template-cycle", `The template goes in a circle: ${circle.join(" -> ")}`, { hint: `It went ${LIMITS.depth} levels deep. A macro or an include that calls itself needs a condition that ends it.` });
}

/** A block as one file of a chain of `extends` has it. */
export interface BlockEntry { readonly piece: BlockPiece; readonly source: Source }

/** One template being rendered with those that it extends: they share variables and blocks. */
export interface TemplateContext {
  readonly rendering: Rendering;
  /** The variables of the template's top level. */
  readonly root: LocalScope;
  /** Blocks by name, that of the innermost template first. */
  readonly blocks: Map<string, BlockEntry[]>;
  /** Names of the top level that others cannot import, since they were imported themselves. */
  readonly hidden: Set<string>;
}

/** Where a piece is rendered. */
export interface Frame {
  readonly context: TemplateContext;
  readonly scope: LocalScope;
  readonly parts: Part[];
  /** Values of `{{ }}` are kept as they are instead of being written out: in strings of playbooks. */
  readonly native: boolean;
  /** The top-level run of the template: behind its `extends` nothing is written. Undefined inside of blocks and macros. */
  readonly run: { parent: Template | undefined } | undefined;
  /** Whether the piece stands at the top level, perhaps in an `if`. */
  readonly top: boolean;
}
