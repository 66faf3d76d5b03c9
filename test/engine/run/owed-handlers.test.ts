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

  it("takes a damaged journal for an empty one, and says so", () => {
    const damaged = join(folder, "owed.json");
    for (const text of ["{\"db1\": {", "[]"]) {
      writeFileSync(damaged, text);
      const said: string[] = [];
      expect(new OwedHandlers(damaged, (message) => { said.push(message); }).of("db1")).to.deep.equal({});
      expect(said.join("\n")).to.include(damaged).and.to.match(/damaged|cannot be read/);
    }
  });

  it("goes on where it cannot write, and says so once", () => {
    writeFileSync(join(folder, "deeper"), "a file where the folder should be");
    const said: string[] = [];
    const owed = new OwedHandlers(file, (message) => { said.push(message); });
    owed.owe("db1", ["a"]);
    owed.owe("db1", ["b"]);
    expect(owed.of("db1")).to.have.keys("a", "b");
    expect(said.length).to.equal(1);
  });

  it("leaves alone what another run notes of other hosts meanwhile", () => {
    const [one, two] = [new OwedHandlers(file), new OwedHandlers(file)];
    one.owe("app1", ["a"]);
    two.owe("db1", ["b"]);
    one.paid("app1", ["a"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.have.keys("db1");
    two.paid("db1", ["b"]);
    one.owe("app1", ["c"]);
    expect(JSON.parse(readFileSync(file, "utf8")), "what was paid meanwhile does not come back").to.have.keys("app1");
  });

  it("says why it cannot be kept, once, and ends", () => {
    const said: string[] = [];
    const owed = new OwedHandlers("/proc/.tsplay/owed.json", (message) => { said.push(message); });
    owed.owe("db1", ["a"]);
    owed.owe("db1", ["b"]);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/ENOENT|EACCES|EPERM/);
    expect(owed.of("db1")).to.have.keys("a", "b");
  });

  it("is not fooled by a host that is called like a property of objects", () => {
    expect(new OwedHandlers(file).of("constructor")).to.deep.equal({});
  });
});
