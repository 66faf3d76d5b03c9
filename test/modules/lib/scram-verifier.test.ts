import { createHash } from "node:crypto";
import { expect } from "chai";
import { isStoredPassword, isVerifier, scramVerifier } from "#modules/lib/scram-verifier.js";

describe("[U] SCRAM verifiers of PostgreSQL", () => {
  const salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
  const verifier = scramVerifier("pencil", salt);
  const stored = (text: string, prefix: string): { prefix: string; digest: string } => ({ prefix, digest: createHash("sha256").update(text).digest("hex") });

  it("are computed as RFC 7677 does in its example", () => {
    expect(verifier).to.equal(`SCRAM-SHA-256$4096:${salt}$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=`);
  });

  it("are told from passwords", () => {
    expect([verifier, `md5${"a".repeat(32)}`, "pencil", "SCRAM-SHA-256$", "md5short"].map(isVerifier)).to.deep.equal([true, true, false, false, false]);
  });

  it("are compared by digest, whatever the salt", () => {
    expect(isStoredPassword(stored(verifier, `SCRAM-SHA-256$4096:${salt}$`), "pencil", "app")).to.equal(true);
    expect(isStoredPassword(stored(verifier, `SCRAM-SHA-256$4096:${salt}$`), "Pencil", "app")).to.equal(false);
    expect(isStoredPassword(stored(verifier, `SCRAM-SHA-256$4096:${salt}$`), verifier, "app")).to.equal(true);
  });

  it("fit no role without a password", () => { expect(isStoredPassword({ prefix: "", digest: "" }, "pencil", "app")).to.equal(false); });

  it("may be old md5 hashes", () => {
    const hash = `md5${createHash("md5").update("pencilapp").digest("hex")}`;
    expect(isStoredPassword(stored(hash, "md5"), "pencil", "app")).to.equal(true);
    expect(isStoredPassword(stored(hash, "md5"), "pencil", "other")).to.equal(false);
  });
});
