import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { OwedHandlers } from "#engine/run/owed-handlers.js";

describe("[U] handlers owed from run to run", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "owed-"));
    file = join(folder, "deeper", "owed.json");
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it("remembers what was owed when a run ended, for the next one", () => {
    new OwedHandlers(file).owe("db1", ["postgresql : restart postgresql", "reload nginx"]);
    expect(Object.keys(new OwedHandlers(file).of("db1"))).to.deep.equal(["postgresql : restart postgresql", "reload nginx"]);
    expect(new OwedHandlers(file).of("app1")).to.deep.equal({});
  });

  it("keeps the time of the first notification", () => {
    const owed = new OwedHandlers(file);
    owed.owe("db1", ["a"]);
    const first = owed.of("db1")["a"];
    owed.owe("db1", ["a", "b"]);
    expect(owed.of("db1")["a"]).to.equal(first);
    expect(owed.of("db1")).to.have.keys("a", "b");
  });

  it("removes its file once nothing is owed", () => {
    const owed = new OwedHandlers(file);
    owed.owe("db1", ["a", "b"]);
    owed.paid("db1", ["a"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.have.nested.property("db1.b");
    owed.paid("db1", ["b"]);
    expect(existsSync(file)).to.equal(false);
  });

  it("takes a damaged journal for an empty one", () => {
    const damaged = join(folder, "owed.json");
    writeFileSync(damaged, "{\"db1\": {");
    expect(new OwedHandlers(damaged).of("db1")).to.deep.equal({});
  });

  it("is not fooled by a host that is called like a property of objects", () => {
    expect(new OwedHandlers(file).of("constructor")).to.deep.equal({});
  });
});
