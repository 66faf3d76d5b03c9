import { expect } from "chai";
import { dateOf, dayOf, holdsHash, isLocked, isPasswordHash, parseShadowLine } from "#modules/lib/shadow-line.js";

describe("[U] lines of shadow", () => {
  it("have a hash and a day of expiry", () => {
    expect(parseShadowLine("alice:$6$s$h:19000:0:99999:7::21915:\n")).to.deep.equal({ hash: "$6$s$h", expires: 21_915 });
    expect(parseShadowLine("alice:!:19000:0:99999:7:::")).to.deep.equal({ hash: "!", expires: undefined });
    expect(parseShadowLine("")).to.equal(undefined);
  });

  it("hold a hash even while it is locked", () => {
    const locked = { hash: "!$6$s$h", expires: undefined };
    expect([holdsHash(locked, "$6$s$h"), holdsHash(locked, "!$6$s$h"), holdsHash(locked, "$6$s$x"), isLocked(locked)]).to.deep.equal([true, true, false, true]);
  });

  it("are not given passwords in clear", () => {
    expect(["$6$salt$hash", "$y$j9T$x$y", "!$6$s$h", "*", "!", "!!", "secret", "$dollar", "a:b"].map(isPasswordHash)).to.deep.equal([true, true, true, true, true, true, false, false, false]);
  });

  it("count days", () => { expect([dayOf(1_893_456_000), dayOf(-1), dateOf(21_915), dateOf(undefined)]).to.deep.equal([21_915, undefined, "2030-01-01", ""]); });
});
