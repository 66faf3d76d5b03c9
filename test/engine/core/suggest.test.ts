import { expect } from "chai";
import { didYouMean, nearest } from "#engine/core/suggest.js";

describe("[U] the nearest name", () => {
  it("is one that a slip of the hand could have made", () => {
    expect(didYouMean("fille", ["copy", "file"])).to.equal("Did you mean \"file\"?");
    expect(nearest("ab", ["ac"])).to.equal("ac");
  });

  it("is none where nothing is near, or no letter is the same", () => {
    expect(nearest("nginx", ["postgresql"])).to.equal(undefined);
    expect(nearest("e", ["a", "b"])).to.equal(undefined);
    expect(nearest("x", [])).to.equal(undefined);
  });
});
