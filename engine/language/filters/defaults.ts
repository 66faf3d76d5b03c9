import { Secret } from "#engine/core/secret.js";
import { OMIT, Unknown, type Value } from "#engine/core/value.js";
import { truth } from "../comparison.js";
import { defineLenient, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { Moment } from "../moment.js";
import { needed, type Outcome } from "../outcome.js";
import { textOf } from "../python-text.js";
import { TimeSpan } from "../time-span.js";
import { Undefined } from "../undefined.js";

const fallback = defineLenient({
  doc: "default(value='', boolean=false): the value instead of an undefined one; with `boolean` also instead of an empty or false one. `default(omit)` leaves a parameter out.",
  params: ["default_value", "boolean"],
  apply(input, args) {
    if (input instanceof Fault) return input;
    const boolean = needed(args("boolean") ?? false);
    if (boolean instanceof Fault) return boolean;
    const answer = isPresent(input, boolean !== false);
    if (answer instanceof Unknown) return answer;
    if (answer) return input;
    const otherwise = args("default_value");
    return otherwise === undefined ? "" : otherwise;
  },
});

function isPresent(input: Exclude<Outcome, Fault>, andTrue: boolean): boolean | Unknown {
  if (input instanceof Undefined) return false;
  return andTrue ? truth(input) : true;
}

const mandatory = defineLenient({
  doc: "mandatory(msg): fails with this message when the value is undefined.",
  params: ["msg"],
  apply(input, args) {
    if (!(input instanceof Undefined)) return input;
    const message = needed(args("msg") ?? null);
    if (message instanceof Fault) return message;
    const fault = input.fault();
    return message === null ? fault : new Fault("mandatory", textOf(message), { span: fault.span, hint: fault.hint });
  },
});

/** The filters that accept an undefined value. */
export const defaultFilters: Readonly<Record<string, Definition>> = {
  default: fallback, d: fallback, mandatory,
  type_debug: defineLenient({ doc: "type_debug: the name of the value's type.", params: ["unused"], apply: (input) => input instanceof Fault ? input : typeName(input) }),
};

function typeNameOfObject(input: object): string {
  if (input instanceof Secret) return "str";
  if (input instanceof Unknown) return "unknown";
  if (input instanceof Moment) return input.kind;
  if (input instanceof TimeSpan) return "timedelta";
  return Array.isArray(input) ? "list" : "dict";
}

function typeName(input: Exclude<Outcome, Fault>): Value {
  if (input instanceof Undefined) return "AnsibleUndefined";
  if (input === null) return "NoneType";
  if (input === OMIT) return "Omit";
  switch (typeof input) {
    case "string": return "str";
    case "boolean": return "bool";
    case "number": return Number.isInteger(input) ? "int" : "float";
    default: return typeNameOfObject(input);
  }
}
