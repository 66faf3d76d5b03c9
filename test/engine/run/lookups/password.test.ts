import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import { LookupBench } from "./lookup-bench.js";

describe("[U] lookup password", () => {
  const bench = new LookupBench({ kept: "of old\n", salted: "pass salt=abcdefgh\n" });
  after(() => { bench.remove(); });
  const secret = (expression: string): string => {
    const value = bench.value(expression);
    if (!(value instanceof Secret)) throw new Error(`${expression} is no secret`);
    return value.reveal();
  };

  it("is a secret, from the file when there is one", () => {
    expect(secret("lookup('password', 'kept')")).to.equal("of old");
    expect(secret("lookup('password', 'salted')")).to.equal("pass");
  });

  it("makes the file for its owner alone, once, and leaves nothing beside it", () => {
    const made = secret("lookup('password', 'deep/new length=12 chars=digits')");
    expect(made).to.match(/^\d{12}$/);
    expect(secret("lookup('password', 'deep/new')")).to.equal(made);
    expect(readFileSync(join(bench.folder, "deep/new"), "utf8")).to.equal(`${made}\n`);
    expect(statSync(join(bench.folder, "deep/new")).mode & 0o777).to.equal(0o600);
    expect(statSync(join(bench.folder, "deep")).mode & 0o777).to.equal(0o700);
    expect(readdirSync(join(bench.folder, "deep"))).to.deep.equal(["new"]);
  });

  it("where only its newness matters, another one of its kind stands in for it in a check run: the same all along, and written nowhere", () => {
    const standing = new LookupBench();
    standing.state.standsIn = true;
    const first = standing.value("lookup('password', 'later length=12 chars=digits')", { check: true });
    expect(first).to.be.instanceOf(Secret);
    expect((first as Secret).reveal()).to.match(/^\d{12}$/);
    expect(standing.value("lookup('password', 'later length=12 chars=digits')", { check: true })).to.deep.equal(first);
    const hashed = standing.value("lookup('password', 'later encrypt=sha512_crypt')", { check: true }) as Secret;
    expect(hashed.reveal()).to.match(/^\$6\$/);
    expect(standing.value("lookup('password', 'later encrypt=sha512_crypt')", { check: true })).to.deep.equal(hashed);
    expect(existsSync(join(standing.folder, "later"))).to.equal(false);
    standing.state.standsIn = false;
    expect(standing.value("lookup('password', 'later length=12 chars=digits')", { check: true })).to.be.instanceOf(Unknown);
  });

  it("makes none in a check run: the value is unknown", () => {
    expect(bench.value("lookup('password', 'later')", { check: true })).to.be.instanceOf(Unknown);
    expect(bench.value("lookup('password', 'kept encrypt=sha512_crypt')", { check: true })).to.be.instanceOf(Unknown);
    expect(bench.value("lookup('password', 'kept')", { check: true })).to.be.instanceOf(Secret);
    expect(existsSync(join(bench.folder, "later"))).to.equal(false);
    expect(readFileSync(join(bench.folder, "kept"), "utf8")).to.equal("of old\n");
  });

  it("is not made for a mere guess about a coming task", () => {
    bench.state.mode = "ahead";
    expect(bench.value("lookup('password', 'guessed')")).to.be.instanceOf(Unknown);
    bench.state.mode = "now";
    expect(existsSync(join(bench.folder, "guessed"))).to.equal(false);
  });

  it("keeps the salt of a hash, so that a second run has the same", () => {
    const first = secret("lookup('password', 'hashed encrypt=sha512_crypt')");
    expect(first).to.match(/^\$6\$/);
    expect(secret("lookup('password', 'hashed encrypt=sha512_crypt')")).to.equal(first);
    expect(readFileSync(join(bench.folder, "hashed"), "utf8")).to.match(/^\S{20} salt=[./0-9A-Za-z]{16}\n$/);
    expect(statSync(join(bench.folder, "hashed")).mode & 0o777).to.equal(0o600);
  });

  it("gives for a seed what ansible-core 2.14 gives", () => {
    expect(secret("lookup('password', '/dev/null', seed='host1')")).to.equal(".FxC8RS71Bo:2EJEIe:e");
    expect(secret("lookup('password', '/dev/null', seed='host1', length=40, chars=['ascii_letters', 'digits'])")).to.equal("Fp5lTWVo2EvwD9Z5An0hYGM7ONPBZ1prOPWXprM3");
    expect(secret("lookup('password', '/dev/null seed=7 length=6')")).to.equal("qMz6U8");
  });

  it("takes sets of characters by name and as they are, and two commas for one", () => {
    expect(secret("lookup('password', '/dev/null chars=x,y,, length=60')")).to.match(/^[xy,]{60}$/);
    expect(secret("lookup('password', '/dev/null', chars=['z', 'octdigits'], length=60)")).to.match(/^[z0-7]{60}$/);
  });

  it("says what is wrong with options", () => {
    expect(bench.mistake("lookup('password', '/dev/null lenght=3')").hint).to.equal('Did you mean "length"?');
    expect(bench.mistake("lookup('password', '/dev/null length=none')").message).to.contain("whole number from 1");
    expect(bench.mistake("lookup('password', '/dev/null', encrypt='rot13')").message).to.contain("rot13");
    expect(bench.mistake("lookup('password', 'kept/below/a/file')").message).to.contain("cannot read");
  });
});
