import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "./definition.js";
import { typeFault } from "./fault.js";
import { Moment } from "./moment.js";
import { Cycler, Joiner, Namespace } from "./template-objects.js";
import { anything, flag, maybe, optional, text } from "./reading.js";
import { Undefined } from "./undefined.js";

/** Functions that make what only templates have, and the clock. */
export const templateFunctions: Readonly<Record<string, Definition>> = {
  namespace: define({
    doc: "namespace(name=value, ...): an object whose attributes `{% set ns.name = value %}` changes, also from within a loop.",
    input: anything, secrets: "carried", params: { pairs: maybe(anything) }, named: true,
    apply: (_, { pairs }, { named }) => new Namespace([...Object.entries(mapOrNothing(pairs ?? null)), ...Object.entries(named)]).asValue(),
  }),
  cycler: define({
    doc: "cycler(value, ...): gives its values in turn with .next(); .current is the one to come, .reset() starts over.",
    input: anything, secrets: "carried", rest: true,
    apply: (_, __, { rest }) => rest.length === 0 ? typeFault("A cycler needs at least one value") : new Cycler(rest).asValue(),
  }),
  joiner: define({ doc: "joiner(sep=', '): a function that gives nothing the first time and the separator from then on.", input: anything, secrets: "carried", params: { sep: optional(text, ", ") }, apply: (_, { sep }) => new Joiner(sep).asValue() }),
  now: define({
    doc: "now(utc=false, fmt): the date and time on the machine that runs tsplay; a text when a format of strftime is given.",
    input: anything, params: { utc: optional(flag, false), fmt: maybe(text) },
    apply: (_, { utc, fmt }) => { const now = Moment.now(utc); return typeof fmt === "string" ? now.strftime(fmt) : now.asValue(); },
  }),
  undef: define({
    doc: "undef(hint): an undefined value, which is an error as soon as it is used.",
    input: anything, params: { hint: maybe(text) },
    apply: (_, { hint }) => new Undefined({ message: typeof hint === "string" ? hint : "It is undefined on purpose, with `undef()`: give it a value", name: "", known: () => [], span: { start: 0, end: 0 } }),
  }),
};

function mapOrNothing(value: Value): Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, Value>> : {};
}
