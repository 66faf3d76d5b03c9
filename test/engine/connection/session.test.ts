import { expect } from "chai";
import fc from "fast-check";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Session } from "#engine/connection/types.js";
import { Secret } from "#engine/core/secret.js";
import type { Target } from "#engine/core/target.js";
import { ENV, opened } from "./opened.js";
import { startSshd } from "./sshd.js";
import type { Sshd } from "./sshd.js";

for (const connection of ["local", "ssh"] as const) {
  describe(`[I] a session over ${connection}`, () => {
    let sshd: Sshd;
    let session: Session;
    const connections = openConnections({ sshConfig: "none", env: ENV });
    let target: Target;

    before(async () => {
      sshd = await startSshd();
      target = sshd.target({ connection });
      session = await opened(connections, target);
    });
    after(async () => {
      await connections.close();
      sshd.stop();
    });

    it("is the same for the same target and user, and root needs no sudo to be root", async () => {
      expect(await opened(connections, target)).to.equal(session);
      expect(await opened(connections, target, { method: "sudo", user: "root" })).to.equal(session);
      expect(session.user).to.equal("root");
    });

    it("hands words and arguments on as they are, and runs programs, not builtins", async () => {
      const words = ["", " ", "a b", "'", "\"", "$HOME", "`id`", "\\", "\\n", "*", "-n", "--", "line\nline", "ü€😀", "~"];
      const argv = await session.run({ argv: ["printf", "%s|", ...words] });
      expect(argv.stdout).to.equal(words.map((word) => `${word}|`).join(""));
      const script = await session.run({ script: `printf '%s|' "$@"`, args: words });
      expect(script.stdout).to.equal(argv.stdout);
      expect((await session.run({ argv: ["echo", "a\\nb"] })).stdout).to.equal("a\\nb\n");
      expect((await session.run({ argv: ["cd", "/"] })).code).to.equal(127);
    });

    it("tells exit codes", async () => {
      const codes = await Promise.all([
        session.run({ argv: ["true"] }), session.run({ argv: ["false"] }), session.run({ script: "exit 42", args: [] }),
        session.run({ argv: ["no-such-program"] }), session.run({ argv: ["/etc/passwd"] }), session.run({ script: "kill -TERM $(sh -c 'echo $PPID')", args: [] }),
        session.run({ argv: ["sh", "-c", "kill -SEGV $$"] }),
      ]);
      expect(codes.map(({ code }) => code)).to.deep.equal([0, 1, 42, 127, 126, 143, 139]);
    });

    it("keeps stdout and stderr apart and whole, in order, for many commands at once", async () => {
      const outputs = await Promise.all(Array.from({ length: 200 }, (_, index) => session.run({ script: `printf 'out %s' "$1"; printf 'err %s\n' "$1" >&2; exit "$2"`, args: [String(index), String(index)] })));
      expect(outputs).to.deep.equal(outputs.map((_, index) => ({ code: index, stdout: `out ${index}`, stderr: `err ${index}\n` })));
    });

    it("is not ended or changed by what a command does", async () => {
      await session.run({ script: "exit 3", args: [] });
      await session.run({ script: "cd /usr; set -e; PATH=/nowhere; exec >/dev/null; umask 0; trap 'echo no' EXIT; readonly x; false", args: [] });
      expect((await session.run({ script: "echo 'an unclosed quote", args: [] })).code).to.not.equal(0);
      expect((await session.run({ script: "if then", args: [] })).code).to.not.equal(0);
      const { code, stdout } = await session.run({ script: "cat; umask; pwd", args: [] });
      expect(code).to.equal(0);
      expect(stdout).to.match(/^0?022\n/).and.not.include("/usr\n");
    });

    it("closes standard input unless it is given", async () => {
      expect(await session.run({ argv: ["cat"] })).to.deep.equal({ code: 0, stdout: "", stderr: "" });
      expect((await session.runOwn({ argv: ["cat"] })).stdout).to.equal("");
      expect((await session.run({ argv: ["cat"], stdin: "" })).stdout).to.equal("");
      expect((await session.run({ argv: ["cat"], stdin: new Secret("s3cret") })).stdout).to.equal("s3cret");
    });

    it("goes on when a command does not read its input", async () => {
      expect((await session.run({ argv: ["true"], stdin: "x".repeat(1_000_000) })).code).to.equal(0);
      expect((await session.runOwn({ argv: ["true"], stdin: "x".repeat(5_000_000) })).code).to.equal(0);
      expect((await session.run({ argv: ["echo", "on"] })).stdout).to.equal("on\n");
    });

    it("carries any bytes in and out", async () => {
      await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { bytes: back } = await session.read({ argv: ["cat"], stdin: bytes });
        expect(Buffer.from(back).toString("hex")).to.equal(Buffer.from(bytes).toString("hex"));
      }), { numRuns: 60 });
      const all = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) >> 3);
      const digest = await session.run({ argv: ["md5sum"], stdin: all });
      expect((await session.runOwn({ argv: ["md5sum"], stdin: all })).stdout).to.equal(digest.stdout);
      expect(Buffer.compare((await session.read({ argv: ["cat"], stdin: all })).bytes, all)).to.equal(0);
    });

    it("takes 8 MB on stderr while stdout waits, and bytes that are not UTF-8", async () => {
      const output = await session.run({ script: "head -c 8000000 /dev/zero | tr '\\0' x >&2; printf 'a\\377b'", args: [] });
      expect(output.stderr.length).to.equal(8_000_000);
      expect(output.stdout).to.equal("a\uFFFDb");
    });

    it("is not taken in by output that looks like a marker", async () => {
      const { stdout } = await session.run({ script: "set; for n in 1 2 3; do echo abcdef0123456789abcdef01:$n:0; done; exit 5", args: [] });
      expect(stdout).to.include("abcdef0123456789abcdef01:3:0\n");
      expect((await session.run({ argv: ["echo", "next"] })).stdout).to.equal("next\n");
    });

    it("sets the locale, folder and environment, and shows no value of it in an argument list", async () => {
      const seen = await session.run({ script: "echo $LC_ALL; pwd; printf '%s' \"$A$B\"; tr '\\0' ' ' </proc/$$/cmdline", args: [], cwd: "/usr", env: { A: "it's $x\n", B: new Secret("hidden") } });
      expect(seen.stdout).to.match(/^C\.UTF-8\n\/usr\nit's \$x\nhidden/).and.not.match(/hidden[^]*hidden/);
      expect((await session.run({ script: "echo \"$A\"", args: [] })).stdout).to.equal("\n");
      expect((await session.run({ argv: ["true"], cwd: "/no/such" })).stderr).to.include("/no/such");
      expect((await session.run({ argv: ["true"], cwd: "/no/such" })).code).to.not.equal(0);
    });

    it("refuses what no program can be given", async () => {
      expect(await session.run({ argv: ["echo", "a\0b"] })).to.include({ code: 126 });
      expect((await session.runOwn({ argv: ["true"], env: { "A-B": "1" } })).stderr).to.include("\"A-B\"");
      expect((await session.run({ argv: [] })).code).to.equal(126);
    });

    for (const way of ["run", "runOwn"] as const) {
      it(`${way}: kills a command and its children at its time limit`, async function () {
        this.timeout(20_000);
        const mark = `9${Math.floor(Math.random() * 1e6)}`;
        const started = Date.now();
        const output = await session[way]({ script: `echo begun; sleep ${mark} & sleep ${mark}`, args: [], timeout: 0.5 });
        expect(output).to.deep.include({ code: 124, stdout: "begun\n" });
        expect(Date.now() - started).to.be.lessThan(4000);
        expect((await session.run({ script: "grep -lsz \"$1\" /proc/[0-9]*/cmdline | grep -v self", args: [mark] })).stdout.split("\n").length).to.be.lessThan(3);
        const stubborn = await session[way]({ script: "trap '' TERM; while :; do sleep 0.1; done", args: [], timeout: 0.2 });
        expect(stubborn.code).to.equal(124);
        const killed = await session[way]({ script: "kill -KILL $$", args: [], timeout: 30 });
        expect(killed.code).to.equal(137);
      });

      it(`${way}: gives all output of a fast command, many times`, async () => {
        for (let count = 0; count < 15; count += 1) expect((await session[way]({ script: "seq 1 2000", args: [] })).stdout.length).to.equal(8893);
      });
    }

    it("runOwn: ends with its command, whatever that leaves behind, and is in a session of its own", async () => {
      const started = Date.now();
      const output = await session.runOwn({ script: "(sleep 1; echo noise; sleep 20) & echo done", args: [] });
      expect(output).to.deep.equal({ code: 0, stdout: "done\n", stderr: "" });
      expect(Date.now() - started).to.be.lessThan(900);
      const sid = { script: "read -r s </proc/self/stat; set -- ${s##*) }; echo $4", args: [] };
      expect((await session.runOwn(sid)).stdout).to.not.equal((await session.run(sid)).stdout);
      await new Promise((resolve) => { setTimeout(resolve, 1100); });
      expect((await session.run({ argv: ["echo", "clean"] })).stdout).to.equal("clean\n");
    });

    it("runOwn: several at once, and a command that kills its own shell", async () => {
      const outputs = await Promise.all([1, 2, 3, 4].map((each) => session.runOwn({ argv: ["echo", String(each)] })));
      expect(outputs.map(({ stdout }) => stdout)).to.deep.equal(["1\n", "2\n", "3\n", "4\n"]);
      const killed = await session.runOwn({ script: "echo before; kill -KILL $$", args: [] });
      expect(killed).to.deep.equal({ code: 137, stdout: "before\n", stderr: "" });
      expect((await session.run({ argv: ["echo", "on"] })).stdout).to.equal("on\n");
    });
  });
}
