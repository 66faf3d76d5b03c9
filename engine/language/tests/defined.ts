import { defineLenient, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { Undefined } from "../undefined.js";

/** The tests that accept an undefined value. */
export const definedTests: Readonly<Record<string, Definition>> = {
  defined: defineLenient({ doc: "defined: whether there is such a variable or key. A value that is not known yet is defined.", params: ["unused"], apply: (input) => input instanceof Fault ? input : !(input instanceof Undefined) }),
  undefined: defineLenient({ doc: "undefined: whether there is no such variable or key.", params: ["unused"], apply: (input) => input instanceof Fault ? input : input instanceof Undefined }),
};
