import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import { gathers, openFactCache, type FactCache } from "#engine/run/fact-cache.js";

describe("[U] fact cache", () => {
  let folder: string;
  let time: number;
  const open = (seconds = 60, inventory = ["/inv"]): FactCache => openFactCache({ path: join(folder, "facts"), seconds, inventory }, () => time);
  const files = (): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fact-cache-"));
    time = 1_000_000;
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it("has nothing at first, and makes no folder for that", async () => {
    expect(await open().read("db1")).to.deep.equal({ kind: "none" });
    expect(existsSync(join(folder, "facts"))).to.equal(false);
  });

  it("gives back what it was given", async () => {
    const facts = { ansible_distribution: "Debian", ansible_env: { A: "b" }, list: [1, null, true] };
    expect(await open().write("db1", facts)).to.deep.equal({ kind: "kept", left: [] });
    time += 5000;
    expect(await open().read("db1")).to.deep.equal({ kind: "fresh", facts, age: 5 });
    expect(await open().read("db2")).to.deep.equal({ kind: "none" });
  });

  it("is for its owner alone", async () => {
    await open().write("db1", {});
    expect(files().map((path) => statSync(path).mode & 0o777)).to.deep.equal([0o600]);
    expect(statSync(join(folder, "facts")).mode & 0o777).to.equal(0o700);
  });

  it("facts grow old", async () => {
    await open().write("db1", {});
    time += 60_000;
    expect(await open(60).read("db1")).to.deep.equal({ kind: "stale", age: 60 });
    expect(await open(61).read("db1")).to.have.property("kind", "fresh");
    expect(await open(0).read("db1"), "0: never").to.have.property("kind", "fresh");
  });

  it("facts of the future are stale", async () => {
    await open().write("db1", {});
    time -= 60_000;
    expect(await open().read("db1")).to.have.property("kind", "stale");
  });

  it("inventories have facts of their own", async () => {
    await open(60, ["/a"]).write("db1", { x: 1 });
    expect(await open(60, ["/b"]).read("db1")).to.deep.equal({ kind: "none" });
  });

  it("hosts may be called anything", async () => {
    for (const host of ["../../etc/passwd", "a/b", "..", "a%2Fb", "ümlaut", "::1"]) {
      await open().write(host, { host });
      expect(await open().read(host)).to.have.nested.property("facts.host", host);
    }
    expect(readdirSync(folder)).to.deep.equal(["facts"]);
    expect(files()).to.have.length(6);
  });

  it("keeps no secret, however deep, and nothing unknown", async () => {
    const facts = { plain: 1, secret: new Secret("hunter2"), deep: { list: [{ x: new Secret("hunter3") }] }, later: new Unknown("x") };
    expect(await open().write("db1", facts)).to.deep.equal({ kind: "kept", left: ["secret", "deep", "later"] });
    expect(files().map((path) => readFileSync(path, "utf8")).join("")).to.not.match(/hunter|\*\*\*/);
    expect(await open().read("db1")).to.have.property("facts").that.deep.equals({ plain: 1 });
  });

  for (const [title, text] of [["no JSON", "{\"version\": 1, \"gath"], ["nothing", ""], ["another layout", "{\"version\": 0, \"facts\": {}}"], ["no facts", "{\"version\": 1, \"gathered\": 1}"], ["a list", "{\"version\": 1, \"gathered\": 1, \"facts\": []}"], ["null", "null"]] as const) {
    it(`says that a file is broken that holds ${title}, and writes it anew`, async () => {
      await open().write("db1", {});
      const [path = ""] = files();
      writeFileSync(path, text);
      expect(await open().read("db1")).to.include({ kind: "broken", path }).and.have.property("why").that.is.a("string").and.not.equals("");
      await open().write("db1", { again: true });
      expect(await open().read("db1")).to.have.property("kind", "fresh");
    });
  }

  it("says why nothing could be kept, and leaves nothing behind", async () => {
    writeFileSync(join(folder, "facts"), "a file in the way");
    expect(await open().write("db1", {})).to.include({ kind: "failed" });
    rmSync(join(folder, "facts"));
    await open().write("db1", {});
    const [path = ""] = files();
    rmSync(path);
    mkdirSync(path);
    chmodSync(path, 0o700);
    expect(await open().write("db1", {})).to.include({ kind: "failed", path });
    expect(files()).to.deep.equal([]);
  });

  it("forgets", async () => {
    await open().write("db1", {});
    await open().forget("db1");
    await open().forget("db2");
    expect(await open().read("db1")).to.deep.equal({ kind: "none" });
  });

  it("many at a time leave a whole file", async () => {
    await Promise.all(Array.from({ length: 20 }, (_none, at) => open().write("db1", { at, long: "x".repeat(10_000) })));
    expect(await open().read("db1")).to.have.property("kind", "fresh");
    expect(files()).to.have.length(1);
  });
});

describe("[U] gathering", () => {
  const cases = [
    ["implicit", undefined, true, true], ["implicit", true, true, true], ["implicit", false, false, false],
    ["explicit", undefined, false, false], ["explicit", true, true, true], ["explicit", false, false, false],
    ["smart", undefined, false, true], ["smart", undefined, true, false], ["smart", true, true, false], ["smart", false, false, false],
  ] as const;
  for (const [gathering, said, known, expected] of cases) {
    it(`${gathering}, gather_facts ${said === undefined ? "left out" : String(said)}, facts ${known ? "known" : "not known"}: ${expected ? "gathers" : "does not"}`, () => {
      expect(gathers(gathering, { said, known })).to.equal(expected);
    });
  }
});
