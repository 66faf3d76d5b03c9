import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value } from "#engine/core/value.js";
import { sameValue } from "#engine/run/same-value.js";

describe("[U] whether a look ahead was for the same parameters", () => {
  const unknown = new Unknown("x");
  const cases: readonly (readonly [string, Value, Value, boolean])[] = [
    ["equal maps", { a: [1, { b: "c" }] }, { a: [1, { b: "c" }] }, true],
    ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ["a key more", { a: 1 }, { a: 1, b: null }, false],
    ["a number and its text", 1, "1", false],
    ["secrets that hide the same", { p: new Secret("s3cret") }, { p: new Secret("s3cret") }, true],
    ["secrets that hide different things", { p: new Secret("s3cret") }, { p: new Secret("other") }, false],
    ["a secret and its mask", new Secret("x"), "***", false],
    ["the same unknown", unknown, unknown, true],
    ["two unknowns", unknown, new Unknown("x"), false],
  ];
  for (const [name, a, b, expected] of cases) it(name, () => { expect(sameValue(a, b)).to.equal(expected); });
});
