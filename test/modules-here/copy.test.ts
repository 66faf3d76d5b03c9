import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { copy } from "#modules/copy.js";
import { applyHere } from "#test/support/local-session.js";

describe("[I] copy, on this machine", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  before(() => { folder = mkdtempSync(join(tmpdir(), "copy-module-")); });
  after(() => { rmSync(folder, { recursive: true }); });

  it("copies a file of the host into a new folder, with its mode", async () => {
    writeFileSync(at("a b"), "hello");
    chmodSync(at("a b"), 0o751);
    const { first, second } = await applyHere(copy, { src: at("a b"), dest: `${at("new/deep")}/`, remote_src: true, mode: "preserve" });
    expect([first.kind, second.kind]).to.deep.equal(["change", "ok"]);
    expect(readFileSync(at("new/deep/a b"), "utf8")).to.equal("hello");
    expect(statSync(at("new/deep/a b")).mode & 0o7777).to.equal(0o751);
  });

  it("keeps the mode of the file that it replaces, and the old file when told to", async () => {
    writeFileSync(at("from"), "new");
    writeFileSync(at("to"), "old", { mode: 0o600 });
    const { second } = await applyHere(copy, { src: at("from"), dest: at("to"), remote_src: true, backup: true, validate: "test -s %s" });
    expect(second.kind).to.equal("ok");
    expect(statSync(at("to")).mode & 0o7777).to.equal(0o600);
    const [backup] = readdirSync(folder).filter((name) => name.startsWith("to."));
    expect(readFileSync(at(backup ?? ""), "utf8")).to.equal("old");
  });

  it("leaves the file as it was, and nothing beside it, when the check says no", async () => {
    writeFileSync(at("x"), "new");
    writeFileSync(at("y"), "old");
    const failure = await applyHere(copy, { src: at("x"), dest: at("y"), remote_src: true, validate: "sh -c 'grep old \"$1\"' check %s" }).then(() => "", String);
    expect(failure).to.include("ended with 1");
    expect(readFileSync(at("y"), "utf8")).to.equal("old");
    expect(readdirSync(folder).filter((name) => name.startsWith("y"))).to.deep.equal(["y"]);
  });

  it("writes a folder", async () => {
    const files = { "site/index.html": "<p>", "site/a/b/c": "c" };
    const { first, second } = await applyHere(copy, { src: "site/", dest: at("www"), directory_mode: "0750" }, { files });
    expect([first.kind, second.kind]).to.deep.equal(["change", "ok"]);
    expect(statSync(at("www/a")).mode & 0o7777).to.equal(0o750);
  });
});
