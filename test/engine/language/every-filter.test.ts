import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value } from "#engine/core/value.js";
import { filterNames, findFilter } from "#engine/language/filters/index.js";
import { findTest, testNames } from "#engine/language/tests/index.js";
import { evaluated } from "./scope-of.js";
import { thisMachine } from "./this-machine.js";

const unknown = new Unknown("a task of the check run");
const secret = new Secret("hunter2");
const variables: Readonly<Record<string, Value>> = { u: unknown, pw: secret, l: ["a", secret], d: { pw: secret, n: 1 }, half: ["a", unknown], name: "x" };
/** These accept what is not known yet: it is defined, and has no other value because of that. */
const ACCEPTING = new Set(["default", "d", "mandatory", "type_debug"]);

/** A call with as many arguments as there have to be. */
function call(name: string, params: Readonly<Record<string, { readonly fallback?: unknown; readonly reading: unknown }>> = {}): string {
  const required = Object.values(params).filter((param) => param.reading !== undefined && param.fallback === undefined).length;
  return required === 0 ? name : `${name}(${Array.from({ length: required }, () => "name").join(", ")})`;
}

describe("[U] every filter and test", () => {
  it("gives unknown for an unknown value, or a value that does not hang on it", () => {
    for (const name of filterNames().filter((each) => !ACCEPTING.has(each))) {
      const result = evaluated(`u | ${call(name, findFilter(name)?.params)}`, variables, thisMachine);
      if (result.ok) expect(result.value, name).to.equal(unknown);
    }
    for (const name of testNames().filter((each) => /^\w+$/.test(each) && each !== "defined" && each !== "undefined")) {
      const result = evaluated(`u is ${call(name, findTest(name)?.params)}`, variables, thisMachine);
      if (result.ok) expect(result.value, name).to.equal(unknown);
    }
  });

  it("is decided by the host in a real run only: no fault about an unknown value", () => {
    for (const name of filterNames()) {
      const result = evaluated(`u | ${call(name, findFilter(name)?.params)}`, variables, thisMachine);
      if (!result.ok) expect(result.error.code, name).to.be.oneOf(["missing-argument", "unknown-argument", "too-many-arguments"]);
    }
  });

  it("never lets a secret out as plain text, not in what it gives and not in what it says", () => {
    for (const name of filterNames()) {
      for (const variable of ["pw", "l", "d"]) {
        const result = evaluated(`${variable} | ${call(name, findFilter(name)?.params)}`, variables, thisMachine);
        expect(JSON.stringify(result), `${variable} | ${name}`).to.not.match(/hunter2|HUNTER2|Hunter2|2retnuh|aHVudGVyMg/);
      }
      const asArgument = evaluated(`name | ${call(name, findFilter(name)?.params).replaceAll("name)", "pw)").replaceAll("name,", "pw,")}`, variables, thisMachine);
      expect(JSON.stringify(asArgument), name).to.not.match(/hunter2|HUNTER2/);
    }
  });

  it("on a list with an unknown item does not guess", () => {
    for (const text of ["half | sort", "half | unique", "half | union(['b'])", "half | difference(['b'])", "half | intersect(['b'])", "half | groupby('x')", "half | to_nice_yaml", "half | json_query('[0]')", "half | counter", "half | join", "half | pprint", "half | max", "half | list | to_json", "half | lists_mergeby('x')"]) {
      const result = evaluated(text, variables, thisMachine);
      if (result.ok) expect(result.value, text).to.be.instanceOf(Unknown);
    }
  });
});
