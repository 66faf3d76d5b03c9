import { execFileSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { quoteAll } from "#engine/connection/quote.js";

/** What sh has a meaning for. */
const SPECIAL = Array.from("'\"\\$`!*?~ \n\t#;&|<>(){}[]=-%", (character) => character);

describe("[U] quote", () => {
  it("lets sh read back any words as they were", () => {
    const word = fc.string({ unit: fc.oneof(fc.constantFrom(...SPECIAL), fc.string({ unit: "binary", maxLength: 1 })) })
      .map((text) => text.replaceAll("\0", "").toWellFormed());
    fc.assert(fc.property(fc.array(word, { maxLength: 5 }), (words) => {
      const script = `for word in ${quoteAll(words)}; do printf '%s\\0' "$word"; done`;
      const printed = execFileSync("sh", { input: script, encoding: "utf8" });
      expect(printed).to.equal(words.map((each) => `${each}\0`).join(""));
    }), { numRuns: 150 });
  });
});
