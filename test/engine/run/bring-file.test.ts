import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Session } from "#engine/connection/types.js";
import { bringFile } from "#engine/run/bring-file.js";

const never = (): never => { throw new Error("fetching only reads"); };
const session: Session = {
  user: "root", lost: new Promise(() => undefined), run: never, runOwn: never, write: never,
  read: (command) => {
    const { status, stdout, stderr } = spawnSync("sh", command.argv === undefined ? ["-c", command.script, "sh", ...command.args] : [], { maxBuffer: 2 ** 25 });
    return Promise.resolve({ code: status ?? 1, bytes: new Uint8Array(stdout), stderr: stderr.toString() });
  },
};

describe("[U] files brought to the control machine", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "bring-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it("a file of several pieces arrives whole, in folders that are made for it", async () => {
    const bytes = Buffer.alloc(2 * 8 * 2 ** 20 + 3, "0123456789");
    writeFileSync(at("from"), bytes);
    expect(await bringFile({ kind: "fetch", path: at("from"), to: at("a/b/to"), sha256: createHash("sha256").update(bytes).digest("hex") }, session)).to.equal(undefined);
    expect(readFileSync(at("a/b/to")).equals(bytes)).to.equal(true);
    expect(readdirSync(at("a/b"))).to.deep.equal(["to"]);
  });

  it("the mode of a file that is there stays, and a link leads to what is written", async () => {
    writeFileSync(at("from"), "new");
    writeFileSync(at("kept"), "old");
    chmodSync(at("kept"), 0o600);
    symlinkSync("kept", at("to"));
    expect(await bringFile({ kind: "fetch", path: at("from"), to: at("to") }, session)).to.equal(undefined);
    expect([readFileSync(at("kept"), "utf8"), statSync(at("kept")).mode & 0o777]).to.deep.equal(["new", 0o600]);
  });

  it("what is not what was looked at is not kept", async () => {
    writeFileSync(at("from"), "new");
    writeFileSync(at("to"), "old");
    const problem = await bringFile({ kind: "fetch", path: at("from"), to: at("to"), sha256: "0".repeat(64) }, session);
    expect(problem).to.have.property("message").that.matches(/^checksum mismatch/);
    expect(readFileSync(at("to"), "utf8")).to.equal("old");
    expect(readdirSync(folder).sort()).to.deep.equal(["from", "to"]);
  });

  it("a place that cannot be written is told with its path", async () => {
    writeFileSync(at("from"), "new");
    mkdirSync(at("to"));
    const problem = await bringFile({ kind: "fetch", path: at("from"), to: at("to") }, session);
    expect(problem).to.have.property("message").that.includes(`cannot write ${at("to")}`);
    expect(existsSync(at("to"))).to.equal(true);
  });

  it("a file that may not be read is told in the host's words", async () => {
    const problem = await bringFile({ kind: "fetch", path: at("none"), to: at("to") }, session);
    expect(problem).to.have.property("message").that.matches(/cannot read .*none on the host/);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
