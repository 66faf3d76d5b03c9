import { expect } from "chai";
import { comparePythonVersions, isPythonVersion, meets } from "#modules/lib/python-version.js";

describe("[U] Python versions", () => {
  const inOrder = ["1.0.dev1", "1.0a1.dev1", "1.0a1", "1.0a2", "1.0b1", "1.0rc1", "1.0", "1.0+abc", "1.0+5", "1.0.post1.dev1", "1.0.post1", "1.0.1", "1.10", "1!0.1"];
  inOrder.slice(1).forEach((higher, index) => {
    const lower = inOrder[index] ?? "";
    it(`${lower} comes before ${higher}`, () => {
      expect(comparePythonVersions(lower, higher)).to.equal(-1);
      expect(comparePythonVersions(higher, lower)).to.equal(1);
    });
  });

  for (const [a, b] of [["1.0", "1"], ["1.0", "v1.0.0"], ["1.0-RC1", "1.0rc1"], ["1.0.alpha1", "1.0a1"], ["1.0-1", "1.0.post1"], ["1.0.rev2", "1.0.post2"], ["1.0+ubuntu-1", "1.0+ubuntu.1"]] as const) {
    it(`${a} and ${b} are one`, () => { expect(comparePythonVersions(a, b)).to.equal(0); });
  }

  it("are told from other text", () => {
    expect(["1.0", "2024.1.post3", "not a version", "1..0", ""].map(isPythonVersion)).to.deep.equal([true, true, false, false, false]);
  });

  for (const [version, operator, wanted, is] of [
    ["1.2.3", "==", "1.2.3", true], ["1.2.3+local", "==", "1.2.3", true], ["1.2.3", "==", "1.2.3+local", false], ["1.2.9", "==", "1.2.*", true], ["1.20", "==", "1.2.*", false],
    ["1.2", "!=", "1.2.0", false], ["1.3", "!=", "1.2.*", true], ["2.0", ">=", "2", true], ["2.0rc1", ">=", "2", false], ["2.0rc1", "<", "2.0", false], ["2.0rc1", "<", "2.0rc2", true],
    ["2.0.post1", ">", "2.0", false], ["2.0.1", ">", "2.0", true], ["1.4.9", "~=", "1.4.5", true], ["1.5.0", "~=", "1.4.5", false], ["1.9", "~=", "1.4", true], ["2.0", "~=", "1.4", false],
    ["1.0", "===", "1.0", true], ["1.0", "===", "1.0.0", false], ["legacy", ">=", "1", false],
  ] as const) {
    it(`${version} ${is ? "meets" : "does not meet"} ${operator}${wanted}`, () => { expect(meets(version, { operator, version: wanted })).to.equal(is); });
  }
});
