import { expect } from "chai";
import type { Look } from "#engine/run/look.js";
import { settled } from "#engine/run/settle.js";

const fine: Look = { found: { kind: "plan", plan: { kind: "ok", values: { owner: "root" } } }, certainty: { level: "certain" }, undecided: [] };
const absent: Look = { found: { kind: "plan", plan: { kind: "problem", problem: { reason: "missing", what: "the unit" } } }, certainty: { level: "certain" }, undecided: [] };

describe("the second look", () => {
  it("gives what is there now once nothing is left to do", async () => {
    expect(await settled(0, () => Promise.resolve(fine))).to.deep.equal({ kind: "settled", values: { owner: "root" } });
  });

  it("looks again while there is time", async () => {
    const looks = [absent, fine];
    expect(await settled(5, () => Promise.resolve(looks.shift() ?? absent))).to.have.property("kind", "settled");
    expect(looks).to.deep.equal([]);
  });

  it("gives what is still not as wanted when the time is up", async () => {
    expect(await settled(0, () => Promise.resolve(absent))).to.deep.equal({ kind: "problem", problem: { reason: "missing", what: "the unit" } });
  });
});
