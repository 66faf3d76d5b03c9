import { inspect } from "node:util";
import { expect } from "chai";
import { Mask } from "#engine/core/mask.js";
import { masked } from "#engine/report/masked.js";
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

  it("are masked as programs encode and quote them", () => {
    const value = "it's p@ss/wörd $1";
    const mask = new Mask();
    mask.add(new Secret(value));
    const forms = [
      "it'\\''s p@ss/wörd $1", "it'\"'\"'s p@ss/wörd $1", "it's p@ss/wörd \\$1", "it\\'s p@ss/wörd $1", "it\\'s\\ p@ss/w\\örd\\ \\$1", "it's p@ss/w\\u00f6rd $1",
      "it%27s+p%40ss%2Fw%C3%B6rd+%241", "it%27s%20p%40ss/w%C3%B6rd%20%241", encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
      JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1), Buffer.from(value).toString("base64url"),
    ];
    for (const form of forms) expect(mask.text(`<${form}>`), form).to.equal("<***>");
  });

  it("are masked inside of a longer text in base64, wherever they begin in it", () => {
    const value = "hunter22-secret";
    const mask = new Mask();
    mask.add(new Secret(value));
    for (const before of ["", "a", "ab", "abc", "user:"]) {
      for (const after of ["", "x", "xy", "xyz"]) {
        const shown = mask.text(`Basic ${Buffer.from(before + value + after).toString("base64")}`);
        expect(shown, `${before}|${after}`).to.match(/^Basic [\w+/]{0,8}\*\*\*[\w+/=]{0,8}$/);
      }
    }
  });

  it("are masked as passwords in addresses, known or not", () => {
    const mask = new Mask();
    expect(mask.text("cannot reach https://app:hunter22@db1/x, nor redis://:hunter22@r:1")).to.equal("cannot reach https://app:***@db1/x, nor redis://:***@r:1");
    expect(mask.text("http://h:80/a@b and https://deploy@h/")).to.equal("http://h:80/a@b and https://deploy@h/");
  });

  it("that are short are masked where they are all of a value, and nowhere else", () => {
    const mask = new Mask();
    mask.add(new Secret("42"));
    expect(mask.whole("42\n")).to.equal("***");
    expect(mask.whole("x 42")).to.equal("x 42");
    expect(masked({ kind: "42", values: { stdout: "42", lines: ["42", "421"] } }, mask)).to.deep.equal({ kind: "42", values: { stdout: "***", lines: ["***", "421"] } });
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
