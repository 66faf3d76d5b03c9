import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findCases } from "./case.js";

describe("the playbooks of the conformance suite", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "cases-"));
    mkdirSync(join(folder, "area", "one"), { recursive: true });
    writeFileSync(join(folder, "area", "one.yml"), "# host by host\n");
    writeFileSync(join(folder, "area", "one.args"), "--check\n(nothing)\n-e 'a=two words' -t x\n");
    writeFileSync(join(folder, "area", "two.yml"), "");
    writeFileSync(join(folder, "area", "two.refuses"), "why\n");
  });
  after(() => { rmSync(folder, { recursive: true }); });

  it("come with what lies beside them", () => {
    const [one, two] = findCases([], folder);
    expect(one).to.deep.include({ id: "area/one", hostByHost: true, runs: [["--check"], [], ["-e", "a=two words", "-t", "x"]], refuses: undefined });
    expect(one?.companion).to.equal(join(folder, "area", "one"));
    expect(two).to.deep.include({ id: "area/two", hostByHost: false, runs: [[]], refuses: "why", companion: undefined });
  });

  it("can be chosen by a part of their name", () => {
    expect(findCases(["two"], folder).map(({ id }) => id)).to.deep.equal(["area/two"]);
  });

  it("are at least 250", () => {
    expect(findCases([]).length).to.be.at.least(250);
  });
});
