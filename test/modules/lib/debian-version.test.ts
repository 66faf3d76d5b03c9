import { expect } from "chai";
import fc from "fast-check";
import { compareDebianVersions } from "#modules/lib/debian-version.js";

describe("[U] Debian versions", () => {
  for (const [lower, higher] of [
    ["1.0~rc1", "1.0"], ["1.0", "1.0+b1"], ["1.0", "1.0a"], ["1.0-1", "1.0-1+deb12u1"], ["1.9", "1.10"], ["8", "8-12"], ["9:1.0", "10:0.1"], ["2.0", "1:1.0"],
    ["2.36-9+deb12u4", "2.36-9+deb12u11"], ["1.0~~", "1.0~"], ["1.0-1~bpo12+1", "1.0-1"], ["0.99999999999999999998", "0.99999999999999999999"],
  ] as const) {
    it(`${lower} comes before ${higher}`, () => {
      expect(compareDebianVersions(lower, higher)).to.be.below(0);
      expect(compareDebianVersions(higher, lower)).to.be.above(0);
    });
  }

  for (const [a, b] of [["1.0", "0:1.0"], ["1.01", "1.1"], ["1.0", "1.0"]] as const) {
    it(`${a} and ${b} are one`, () => { expect(compareDebianVersions(a, b)).to.equal(0); });
  }

  it("are put in one order, whichever of them is asked about first", () => {
    const version = fc.stringMatching(/^[0-9][0-9a-z.+~]{0,6}(-[0-9a-z.+~]{1,4})?$/);
    fc.assert(fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareDebianVersions(a, b)) + Math.sign(compareDebianVersions(b, a))).to.equal(0);
      if (compareDebianVersions(a, b) <= 0 && compareDebianVersions(b, c) <= 0) expect(compareDebianVersions(a, c)).to.be.at.most(0);
    }));
  });
});
