import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { getUrl } from "#modules/get_url.js";
import { applyHere } from "#test/support/local-session.js";

const HELLO = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

/** curl reads file:// as well, so that no server is needed. */
describe("[I] get_url, with curl on this machine", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "get-url-"));
    writeFileSync(at("source"), "hello\n");
    writeFileSync(at("SUMS"), `${HELLO}  source\n`);
  });
  after(() => { rmSync(folder, { recursive: true }); });

  it("fetches a file by its digest", async () => {
    const { first, second } = await applyHere(getUrl, { url: `file://${at("source")}`, dest: at("a"), checksum: `sha256:${HELLO}`, mode: "0640" });
    expect([first.kind, second.kind]).to.deep.equal(["change", "ok"]);
    expect(statSync(at("a")).mode & 0o7777).to.equal(0o640);
  });

  it("keeps what is there when the server has another file", async () => {
    writeFileSync(at("b"), "old");
    const failure = await applyHere(getUrl, { url: `file://${at("SUMS")}`, dest: at("b"), checksum: `sha256:${HELLO}` }).then(() => "", String);
    expect(failure).to.include("nothing was put in place");
    expect(readFileSync(at("b"), "utf8")).to.equal("old");
    expect(readdirSync(folder).filter((name) => name.startsWith("b"))).to.deep.equal(["b"]);
  });

  it("goes by a list of digests, and by force", async () => {
    writeFileSync(at("c"), "old", { mode: 0o600 });
    const listed = await applyHere(getUrl, { url: `file://${at("source")}`, dest: at("c"), checksum: `sha256:file://${at("SUMS")}` });
    expect([listed.first.kind, listed.second.kind]).to.deep.equal(["change", "ok"]);
    expect(statSync(at("c")).mode & 0o7777).to.equal(0o600);
    writeFileSync(at("c"), "again");
    const forced = await applyHere(getUrl, { url: `file://${at("source")}`, dest: at("c"), force: true });
    expect([forced.first.kind, forced.second.kind]).to.deep.equal(["change", "ok"]);
  });

  it("goes by md5 as well, also where sum escapes a name", async () => {
    writeFileSync(at("d\\n"), "old");
    const { first, second } = await applyHere(getUrl, { url: `file://${at("source")}`, dest: at("d\\n"), checksum: "md5:b1946ac92492d2347c6235b4d2611184" });
    expect([first.kind, second.kind]).to.deep.equal(["change", "ok"]);
  });

  it("says why nothing was fetched", async () => {
    const failure = await applyHere(getUrl, { url: `file://${at("nothing")}`, dest: at("e") }).then(() => "", String);
    expect(failure).to.include("curl: (37)");
    expect(readdirSync(folder).filter((name) => name.startsWith("e"))).to.deep.equal([]);
  });
});
