import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { flag, maybe, optional, required, text } from "../reading.js";
import { compareLoosely, compareSemantically } from "../version-order.js";

const OPERATORS: Readonly<Record<string, (difference: number) => boolean>> = {
  "==": equal, "=": equal, eq: equal, "!=": different, "<>": different, ne: different,
  "<": less, lt: less, "<=": atMost, le: atMost, ">": more, gt: more, ">=": atLeast, ge: atLeast,
};

const version = define({
  doc: "version(version, operator='eq', strict=false, version_type): compares versions; == != < <= > >= or eq ne lt le gt ge; version_type loose (the default), strict or semver.",
  input: text, params: { version: required(text), operator: optional(text, "eq"), strict: optional(flag, false), version_type: maybe(text) },
  apply: (value, { version: other, operator, version_type: type }) => {
    const decide = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (decide === undefined) return typeFault(`"${operator}" is not a comparison`, "Use one of == != < <= > >=.");
    if (value === "" || other === "") return typeFault("A version cannot be empty");
    const difference = type === "semver" || type === "semantic" ? compareSemantically(value, other) : compareLoosely(value, other);
    return difference instanceof Fault ? difference : decide(difference);
  },
});

/** Tests of versions. */
export const versionTests: Readonly<Record<string, Definition>> = { version, version_compare: version };

function equal(difference: number): boolean { return difference === 0; }
function different(difference: number): boolean { return difference !== 0; }
function less(difference: number): boolean { return difference < 0; }
function atMost(difference: number): boolean { return difference <= 0; }
function more(difference: number): boolean { return difference > 0; }
function atLeast(difference: number): boolean { return difference >= 0; }
