import { existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { ValueMap } from "#engine/core/value.js";
import { file } from "#modules/file.js";
import { applyHere, planHere } from "#test/support/local-session.js";

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

describe("[I] file, on this machine", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  before(() => { folder = mkdtempSync(join(tmpdir(), "file-module-")); });
  after(() => { rmSync(folder, { recursive: true }); });

  async function converges(params: ValueMap): Promise<void> {
    const { first, second } = await applyHere(file, params);
    expect(first.kind, JSON.stringify(first)).to.equal("change");
    expect(second.kind, JSON.stringify(second)).to.equal("ok");
  }

  it("makes a directory with its parents, all with the mode", async () => {
    await converges({ path: at("a/b c/-d"), state: "directory", mode: "2750" });
    expect([modeOf(at("a")), modeOf(at("a/b c")), modeOf(at("a/b c/-d"))]).to.deep.equal([0o2750, 0o2750, 0o2750]);
  });

  it("makes a directory without a mode as mkdir does", async () => {
    mkdirSync(at("as-mkdir-does"));
    await converges({ path: at("plain/"), state: "directory" });
    expect(modeOf(at("plain"))).to.equal(modeOf(at("as-mkdir-does")));
  });

  it("makes, turns and replaces links", async () => {
    mkdirSync(at("r1"));
    mkdirSync(at("r2"));
    await converges({ path: at("current"), src: "r1", state: "link" });
    await converges({ path: at("current"), src: at("r2"), state: "link" });
    expect(readlinkSync(at("current"))).to.equal(at("r2"));
    mkdirSync(at("empty"));
    await converges({ path: at("empty"), src: "r1", state: "link", force: true });
    expect(lstatSync(at("empty")).isSymbolicLink()).to.equal(true);
    expect(existsSync(at("r1/empty"))).to.equal(false);
  });

  it("makes a hard link, also in the place of another file", async () => {
    writeFileSync(at("one"), "1");
    writeFileSync(at("two"), "2");
    await converges({ path: at("two"), src: at("one"), state: "hard", force: true });
    expect(statSync(at("two")).ino).to.equal(statSync(at("one")).ino);
  });

  it("removes a link and keeps what it leads to; removes trees", async () => {
    mkdirSync(at("kept"));
    symlinkSync("kept", at("gone"));
    await converges({ path: at("gone"), state: "absent" });
    expect(existsSync(at("kept"))).to.equal(true);
    mkdirSync(at("tree/deep"), { recursive: true });
    await converges({ path: at("tree"), state: "absent" });
    expect(existsSync(at("tree"))).to.equal(false);
  });

  it("brings a tree to one mode, X only for directories and what runs already", async () => {
    mkdirSync(at("data/sub"), { recursive: true });
    writeFileSync(at("data/f"), "", { mode: 0o600 });
    writeFileSync(at("data/run"), "", { mode: 0o711 });
    symlinkSync("/etc/passwd", at("data/link"));
    linkSync(at("data/f"), at("data/hard"));
    await converges({ path: at("data"), state: "directory", recurse: true, mode: "u=rwX,g=rX,o=" });
    expect([modeOf(at("data/sub")), modeOf(at("data/f")), modeOf(at("data/run")), modeOf("/etc/passwd")]).to.deep.equal([0o750, 0o640, 0o750, 0o644]);
  });

  it("touches", async () => {
    await converges({ path: at("stamp"), state: "touch", mode: "0640" });
    expect(modeOf(at("stamp"))).to.equal(0o640);
    expect((await planHere(file, { path: at("stamp"), state: "touch", access_time: "preserve", modification_time: "preserve" })).kind).to.equal("ok");
  });
});
