import { expect } from "chai";
import { fitsShellPattern, isShellPattern } from "#modules/lib/shell-pattern.js";

describe("[U] shell patterns", () => {
  for (const [pattern, text, fits] of [
    ["1.22.*", "1.22.1-9", true], ["1.22.*", "1.221", false], ["php8.?-*", "php8.2-cli", true], ["lib[a-c]x", "libbx", true], ["lib[!a-c]x", "libbx", false], ["[]x]", "]", true],
    ["a+b", "aab", false], ["a+b", "a+b", true], ["(x)", "(x)", true], ["*", "", true], ["a", "ab", false],
  ] as const) {
    it(`${pattern} ${fits ? "fits" : "does not fit"} ${JSON.stringify(text)}`, () => { expect(fitsShellPattern(pattern, text)).to.equal(fits); });
  }

  it("are told from plain text", () => { expect(["a*", "a?", "[a]", "g++", "a.b"].map(isShellPattern)).to.deep.equal([true, true, true, false, false]); });
});
