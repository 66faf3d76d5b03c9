import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { FileDigests } from "#engine/run/file-digests.js";
import { Workshop } from "#test/support/run-inline.js";

describe("[U] digests of files to be sent", () => {
  const folder = mkdtempSync(join(tmpdir(), "tsplay-digests-"));
  const file = join(folder, "file");
  const digests = new FileDigests();
  const digest = (): Promise<string> => digests.of(file, statSync(file));
  const sha256 = (text: Uint8Array | string): string => createHash("sha256").update(text).digest("hex");

  after(() => { rmSync(folder, { recursive: true }); });

  it("are those of sha256, for files of every size", async () => {
    for (const bytes of [new Uint8Array(), Buffer.from("small"), Buffer.alloc(1_048_576, 1), Buffer.alloc(5_000_001, 2)]) {
      writeFileSync(file, bytes);
      expect(await digest()).to.equal(sha256(bytes));
    }
  });

  it("are taken once for all who ask, and anew when the file is another one", async () => {
    writeFileSync(file, Buffer.alloc(3_000_000));
    expect(digest()).to.equal(digest());
    const first = await digest();
    truncateSync(file, 2_999_999);
    expect(await digest()).to.not.equal(first);
  });

  it("are asked for again after a failure", async () => {
    writeFileSync(file, "x");
    const stats = statSync(file);
    rmSync(file);
    const failed = await digests.of(file, stats).then(() => "", (error: unknown) => String(error));
    expect(failed).to.include("ENOENT");
    writeFileSync(file, "x");
    expect(await digests.of(file, stats)).to.equal(sha256("x"));
  });

  it("are not taken of pipes and devices: reading them might never end", async () => {
    const shop = new Workshop({ "play.yml": "- hosts: h1\n  gather_facts: false\n  tasks:\n    - name: Pipe\n      copy: {src: pipe, dest: \"{{ there }}/x\"}\n    - name: Never\n      debug: {msg: x}\n" });
    execFileSync("mkfifo", [join(shop.folder, "pipe")]);
    const played = await shop.run();
    expect(JSON.stringify([played.events, played.diagnostics])).to.include("it is not a regular file");
    shop.remove();
  });
});
