import type { Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import type { TemplateContext } from "./rendering.js";
import { TemplateObject } from "./template-object.js";
import { Undefined } from "./undefined.js";

/** What `{% import %}` gives: the macros and variables of another template's top level as attributes. */
export class ImportedTemplate extends TemplateObject {
  readonly #file: string;
  readonly #text: Value;

  /** Names that start with an underscore, and those that the template imported itself, stay its own. */
  constructor(file: string, { root, hidden }: TemplateContext, text: Value) {
    super();
    this.#file = file;
    this.#text = text;
    for (const name of root.ownNames().filter((each) => !each.startsWith("_") && !hidden.has(each))) {
      const value = root.local(name);
      if (value !== undefined && !(value instanceof Undefined) && !(value instanceof Fault)) this.define(name, value);
    }
  }

  get what(): string {
    return this.label;
  }

  /** For sentences. */
  get label(): string {
    return `The template ${this.#file}`;
  }

  /** What the imported template wrote. */
  override written(): Value {
    return this.#text;
  }
}
