import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import type { Plain } from "#engine/core/value.js";
import { loadExtraVars } from "#engine/load/extra-vars.js";
import { plainOf } from "#engine/load/plain.js";
import { saidBy } from "./said.js";

const GOOD: readonly (readonly [string, Plain])[] = [
  ["a=1", { a: "1" }], ["a=1 b=yes", { a: "1", b: "yes" }], ["a='x y' b=\"p q\"", { a: "x y", b: "p q" }], ["a=", { a: "" }], ["a=b=c", { a: "b=c" }],
  ["a={{ x y }} b=2", { a: "{{ x y }}", b: "2" }], ["a='it''s'", { a: "its" }], ["a=\"say \\\"hi\\\"\"", { a: 'say "hi"' }],
  ['{"a": 1, "b": [true, null]}', { a: 1, b: [true, null] }], ["{a: yes, b: 0644}", { a: true, b: 420 }],
];

const USAGE = `Write -e name=value, -e '{"name": [1, 2]}' or -e @file.yml`;

const BAD: readonly (readonly [string, readonly string[]])[] = [
  ["", [`-e was given nothing | ${USAGE}`]],
  ["a=1 b", [`-e:1:5 "b" is not name=value | ${USAGE}`]],
  ["a=1 a=2", ['-e:1:5 "a" is given twice']],
  ["a='x", ["-e:1:1 a quote is not closed"]],
  ["[1, 2]", [`-e:1:1 the value of -e must be a dictionary of variables | ${USAGE}`]],
  ["{a: 1", ["-e:1:6 a bracket is not closed: } is missing | What stands in brackets over several lines must be indented further than its key"]],
  ["@/none.yml", ["-e:1:1 /none.yml does not exist | Check the path; it is taken relative to the folder you are in"]],
];

describe("[U] extra variables", () => {
  for (const [text, expected] of GOOD) {
    it(`-e ${text}`, () => {
      const loaded = loadExtraVars(text);
      expect(loaded.ok ? plainOf(loaded.value) : saidBy(loaded)).to.deep.equal(expected);
    });
  }
  for (const [text, expected] of BAD) {
    it(`refuses -e ${JSON.stringify(text)}`, () => { expect(saidBy(loadExtraVars(text))).to.deep.equal(expected); });
  }
  it("reads @file", () => {
    const dir = mkdtempSync(join(tmpdir(), "tsplay-extra-"));
    writeFileSync(join(dir, "v.yml"), "a: [1]\n");
    const loaded = loadExtraVars(`@${join(dir, "v.yml")}`);
    rmSync(dir, { recursive: true });
    expect(loaded.ok && plainOf(loaded.value)).to.deep.equal({ a: [1] });
  });
  it("gives each value its place", () => {
    const loaded = loadExtraVars("a=1 long='x y'");
    expect(loaded.ok && loaded.value.entries.map((entry) => [entry.keyPlace.column, entry.value.place.column])).to.deep.equal([[1, 3], [5, 10]]);
  });
  it("never throws, whatever the text", () => {
    fc.assert(fc.property(fc.string().filter((text) => !text.trim().startsWith("@")), (text) => {
      const loaded = loadExtraVars(text);
      expect(loaded.ok || loaded.error.length > 0).to.equal(true);
    }));
  });
});
