import { inspect } from "node:util";
import { expect } from "chai";
import { Mask } from "#engine/core/mask.js";
import { Secret } from "#engine/core/secret.js";

describe("[U] secrets", () => {
  it("show themselves as *** however they are printed", () => {
    const secret = new Secret("hunter22");
    expect(String(secret) + JSON.stringify({ secret }) + inspect({ deep: [secret] })).to.not.contain("hunter22");
    expect(secret.reveal()).to.equal("hunter22");
  });

  it("stay secret when joined and derived", () => {
    const dsn = Secret.join(["postgres://app:", new Secret("hunter22"), "@db1/app"]);
    expect(String(dsn)).to.equal("***");
    expect(dsn.reveal()).to.equal("postgres://app:hunter22@db1/app");
    expect(dsn.derive((text) => text.toUpperCase()).reveal()).to.contain("HUNTER22");
  });

  it("are masked in the forms in which they leave a process", () => {
    const mask = new Mask();
    mask.add(new Secret("p@ss wörd\"1"));
    for (const form of ["p@ss wörd\"1", encodeURIComponent("p@ss wörd\"1"), Buffer.from("p@ss wörd\"1").toString("base64"), JSON.stringify("p@ss wörd\"1")]) {
      expect(mask.text(`before ${form} after`), form).to.match(/^before "?\*\*\*"? after$/);
    }
  });

  it("mask the longest first, so that no part of a longer one is left over", () => {
    const mask = new Mask();
    mask.add(new Secret("abcd"));
    mask.add(new Secret("abcdefgh"));
    expect(mask.text("x abcdefgh y abcd z")).to.equal("x *** y *** z");
  });

  it("leave text alone where a value is too short to be told from chance", () => {
    const mask = new Mask();
    mask.add(new Secret("no"));
    expect(mask.text("nothing is known")).to.equal("nothing is known");
  });
});
