import { expect } from "chai";
import { ownerOf, scriptAs } from "#modules/lib/run-as.js";
import { FakeHost } from "#test/support/fake-host.js";

describe("[U] running as another user", () => {
  it("steps down by setpriv, with that user's home", () => {
    expect(scriptAs({ name: "alice", group: "web", home: "/home/alice" }, "id", ["x"], { env: { A: "1" }, timeout: 5 })).to.deep.equal({
      argv: ["setpriv", "--reuid=alice", "--regid=web", "--init-groups", "--", "sh", "-c", "id", "sh", "x"], env: { A: "1", HOME: "/home/alice", USER: "alice", LOGNAME: "alice" }, timeout: 5,
    });
  });

  it("is nothing but the script where nobody else is meant", () => { expect(scriptAs(undefined, "id", ["x"])).to.deep.equal({ script: "id", args: ["x"] }); });

  const host = (uid: string, owner: string): FakeHost => new FakeHost({
    paths: { "/opt/app": { kind: "directory", owner } }, users: { alice: { group: "web" }, ghost: null }, answers: { "id -u": `${uid}\n` },
  });

  it("means the owner of a folder, for root", async () => { expect(await ownerOf(host("0", "alice"), "/opt/app")).to.include({ name: "alice", group: "web", home: "/home/alice" }); });
  it("means nobody else for anybody else", async () => { expect(await ownerOf(host("1000", "alice"), "/opt/app")).to.equal(undefined); });
  it("means nobody else for root's own folders", async () => { expect(await ownerOf(host("0", "root"), "/opt/app")).to.equal(undefined); });
  it("means nobody else where the owner is not there", async () => { expect(await ownerOf(host("0", "ghost"), "/opt/app")).to.equal(undefined); });
});
