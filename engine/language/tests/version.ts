import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { flag, maybe, optional, required, text } from "../reading.js";
import { compareLoosely, comparePep440, compareSemantically, compareStrictly } from "../version-order.js";

const OPERATORS: Readonly<Record<string, (difference: number) => boolean>> = {
  "==": equal, "=": equal, eq: equal, "!=": different, "<>": different, ne: different,
  "<": less, lt: less, "<=": atMost, le: atMost, ">": more, gt: more, ">=": atLeast, ge: atLeast,
};
type Comparer = (a: string, b: string) => number | Fault;
const TYPES: Readonly<Record<string, Comparer>> = { loose: compareLoosely, strict: compareStrictly, semver: compareSemantically, semantic: compareSemantically, pep440: comparePep440 };

const version = define({
  doc: "version(version, operator='eq', strict, version_type='loose'): compares versions; == != < <= > >= or eq ne lt le gt ge; version_type loose, strict, semver (semantic) or pep440.",
  input: text, params: { version: required(text), operator: optional(text, "eq"), strict: maybe(flag), version_type: maybe(text) },
  apply: (value, { version: other, operator, strict, version_type: type }) => {
    const decide = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (decide === undefined) return typeFault(`"${operator}" is not a comparison`, "Use one of == != < <= > >=.");
    const compare = comparerOf(strict ?? undefined, type ?? undefined);
    const difference = compare instanceof Fault ? compare : value === "" || other === "" ? typeFault("A version cannot be empty") : compare(value, other);
    return difference instanceof Fault ? difference : decide(difference);
  },
});

/** Tests of versions. */
export const versionTests: Readonly<Record<string, Definition>> = { version, version_compare: version };

function comparerOf(strict: boolean | undefined, type: string | undefined): Comparer | Fault {
  if (strict !== undefined && type !== undefined) return typeFault("\"strict\" and \"version_type\" cannot be given together", "Write version_type='strict'.");
  const name = strict === true ? "strict" : type ?? "loose";
  return (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined) ?? typeFault(`"${name}" is not a version_type`, `Use one of ${Object.keys(TYPES).join(", ")}.`);
}

function equal(difference: number): boolean { return difference === 0; }
function different(difference: number): boolean { return difference !== 0; }
function less(difference: number): boolean { return difference < 0; }
function atMost(difference: number): boolean { return difference <= 0; }
function more(difference: number): boolean { return difference > 0; }
function atLeast(difference: number): boolean { return difference >= 0; }
