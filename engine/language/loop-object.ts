import type { Value } from "#engine/core/value.js";
import { equals } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { needed, type Outcome } from "./outcome.js";
import { TemplateObject, type CallArguments, type ObjectMethod } from "./template-object.js";

/** What the rounds of one loop share. */
export interface LoopRun {
  readonly items: readonly Value[];
  readonly depth0: number;
  /** Renders the loop's body for other items; undefined when the loop is not recursive. */
  readonly again: ((items: Outcome) => Outcome) | undefined;
  /** What `loop.changed` was called with last. */
  last: readonly Value[] | undefined;
}

/** `loop` within a loop (Jinja2's "Template Designer Documentation": "For"). */
export class LoopObject extends TemplateObject {
  readonly index: number;
  readonly index0: number;
  readonly revindex: number;
  readonly revindex0: number;
  readonly length: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly depth: number;
  readonly depth0: number;
  readonly #run: LoopRun;

  constructor(run: LoopRun, index: number) {
    super();
    const { length } = run.items;
    this.index = index + 1;
    this.index0 = index;
    this.revindex = length - index;
    this.revindex0 = length - index - 1;
    this.length = length;
    this.first = index === 0;
    this.last = index === length - 1;
    this.depth = run.depth0 + 1;
    this.depth0 = run.depth0;
    this.#run = run;
    if (index > 0) this.define("previtem", run.items[index - 1] ?? null);
    if (index < length - 1) this.define("nextitem", run.items[index + 1] ?? null);
  }

  get what(): string {
    return `LoopContext ${this.index}/${this.length}`;
  }

  override call({ positional, named }: CallArguments): Outcome {
    if (this.#run.again === undefined) return new Fault("type-error", "`loop` can be called in a recursive loop only", { hint: "Write `{% for x in list recursive %}`." });
    return positional.length === 1 && named.size === 0 ? this.#run.again(positional[0] ?? null) : typeFault("`loop` takes one argument, the items");
  }

  override method(name: string): ObjectMethod | undefined {
    if (name === "cycle") return (args) => this.#cycle(args);
    return name === "changed" ? (args) => this.#changed(args) : undefined;
  }

  #cycle({ positional }: CallArguments): Outcome {
    return positional.length === 0 ? typeFault("It needs values to go through") : positional[this.index0 % positional.length] ?? null;
  }

  #changed({ positional }: CallArguments): Outcome {
    const values: Value[] = [];
    for (const outcome of positional) {
      const value = needed(outcome);
      if (value instanceof Fault) return value;
      values.push(value);
    }
    const { last } = this.#run;
    this.#run.last = values;
    const same = last === undefined ? false : equals(last, values);
    return typeof same === "boolean" ? !same : same;
  }
}
