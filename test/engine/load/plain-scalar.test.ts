import { expect } from "chai";
import { readPlainScalar, type ScalarValue } from "#engine/load/plain-scalar.js";

/** What PyYAML 6's safe_load makes of each (run on Debian 12). */
const AS_PYYAML: readonly (readonly [string, ScalarValue])[] = [
  ["", null], ["~", null], ["null", null], ["Null", null], ["NULL", null], ["nUll", "nUll"],
  ["yes", true], ["Yes", true], ["YES", true], ["yEs", "yEs"], ["no", false], ["No", false], ["NO", false], ["on", true], ["On", true], ["ON", true],
  ["off", false], ["OFF", false], ["true", true], ["True", true], ["TRUE", true], ["false", false], ["FALSE", false],
  ["y", "y"], ["n", "n"], ["Y", "Y"], ["N", "N"], ["t", "t"],
  ["0", 0], ["00", 0], ["0644", 420], ["0o644", "0o644"], ["08", "08"], ["0x1F", 31], ["0b101", 5], ["-7", -7], ["+7", 7], ["1_000", 1000], ["12345678901", 12345678901],
  ["0777", 511], ["+0644", 420], ["-0644", -420], ["0_7", 7], ["0x", "0x"], ["0b", "0b"], ["_1", "_1"], ["1__0", 10], ["0b_1", 1],
  ["1.5", 1.5], ["1.", 1], ["-.5", "-.5"], [".5", 0.5], ["+.5", "+.5"], ["1e3", "1e3"], ["1.5e3", "1.5e3"], ["1.5e+3", 1500], ["1.0E-2", 0.01], ["1_0.5", 10.5],
  [".inf", Infinity], ["+.inf", Infinity], ["-.INF", -Infinity], ["1.2.3", "1.2.3"], ["192.168.0.1", "192.168.0.1"], ["5432/tcp", "5432/tcp"], ["01.5", 1.5], ["0.10", 0.1],
  ["a", "a"], ["<", "<"], ["1-2", "1-2"],
];

/** Where we differ on purpose. */
const UNLIKE: readonly (readonly [string, ScalarValue, string])[] = [
  ["22:22", "22:22", "PyYAML: 1342, base 60"], ["1:30", "1:30", "PyYAML: 90"], ["2020-01-01", "2020-01-01", "PyYAML: a date"],
  ["12345678901234567890", "12345678901234567890", "a JavaScript number would lose its last digits"],
];

describe("[U] unquoted YAML scalars", () => {
  for (const [source, value] of AS_PYYAML) {
    it(`${JSON.stringify(source)} is ${JSON.stringify(value)}, as in PyYAML`, () => { expect(readPlainScalar(source)).to.equal(value); });
  }
  it(".nan is not a number", () => { expect(readPlainScalar(".nan")).to.satisfy(Number.isNaN); });
  for (const [source, value, why] of UNLIKE) {
    it(`${source} stays text (${why})`, () => { expect(readPlainScalar(source)).to.equal(value); });
  }
});
