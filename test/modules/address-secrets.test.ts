import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Mask } from "#engine/core/mask.js";
import { isMap } from "#engine/core/value.js";
import { Workshop, type Played } from "#test/support/run-inline.js";

/** Never written as one word here: the argument list of the tests must not hold it. */
const PASSWORD = ["tok", "en4", "7%21x"].join("");
const PLAIN = PASSWORD.replace("%21", "!");

describe("[I] names and passwords in addresses", function () {
  this.timeout(120_000);
  let root: string;
  let server: Server;
  let base: string;
  /** Requests with the right name and password, and argument lists that showed them meanwhile. */
  let allowed: string[] = [];
  let shown: string[] = [];
  let workshop: Workshop;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "tsplay-addresses-"));
    repositories(root);
    mkdirSync(join(root, "simple/tiny"), { recursive: true });
    wheel(join(root, "simple/tiny"));
    writeFileSync(join(root, "file.txt"), "content\n");
    server = createServer((request, response) => {
      shown.push(...commandLines().filter((line) => line.includes(PASSWORD) || line.includes(PLAIN)));
      if (request.headers.authorization !== `Basic ${Buffer.from(`deploy:${PLAIN}`).toString("base64")}`) {
        response.writeHead(401, { "WWW-Authenticate": "Basic realm=x" }).end();
        return;
      }
      const path = join(root, new URL(request.url ?? "/", "http://x").pathname);
      allowed.push(path);
      if (!existsSync(path)) response.writeHead(404).end();
      else if (statSync(path).isDirectory()) response.writeHead(200, { "Content-Type": "text/html" }).end(readdirSync(path).map((name) => `<a href="${name}">${name}</a>`).join("\n"));
      else response.writeHead(200).end(readFileSync(path));
    });
    await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
    base = `http://deploy:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}`;
    workshop = new Workshop();
  });
  after(() => {
    server.close();
    rmSync(root, { recursive: true });
    workshop.remove();
  });
  beforeEach(() => { allowed = []; shown = []; });

  async function play(task: string): Promise<{ readonly played: Played; readonly told: string }> {
    workshop.write("play.yml", `- hosts: h1\n  gather_facts: false\n  tasks:\n    - ${task.replaceAll("BASE", base)}\n      register: r\n    - debug: {var: r}\n`);
    const mask = new Mask();
    const played = await workshop.run({ mask, diff: true });
    return { played, told: mask.text(JSON.stringify(played.events)) };
  }

  for (const [name, task, fetched] of [
    ["git, submodules included", "git: {repo: BASE/app.git, dest: \"{{ there }}/app\"}", "lib.git"],
    ["get_url", "get_url: {url: BASE/file.txt, dest: \"{{ there }}/file.txt\"}", "file.txt"],
    ["uri", "uri: {url: BASE/file.txt}", "file.txt"],
    ["pip, by its index", "pip: {name: tiny, virtualenv: \"{{ there }}/one\", extra_args: --index-url BASE/simple --trusted-host 127.0.0.1}", ".whl"],
    ["pip, by the address of a package", "pip: {name: \"tiny @ BASE/simple/tiny/tiny-1.0-py3-none-any.whl\", virtualenv: \"{{ there }}/two\"}", ".whl"],
  ] as const) {
    it(`${name}: no argument list shows them, nor anything that is told`, async () => {
      const { played, told } = await play(task);
      expect(played.status, told).to.equal("success");
      expect(allowed.filter((path) => path.includes(fetched)), "was fetched").to.not.deep.equal([]);
      expect(shown).to.deep.equal([]);
      expect(told).to.not.contain(PASSWORD).and.not.contain(PLAIN);
    });
  }

  it("git keeps none in the checkout, and takes out what somebody else left there", async () => {
    const dest = join(workshop.folder, "h1/kept");
    spawnSync("git", ["clone", "-q", join(root, "app.git"), dest]);
    spawnSync("git", ["-C", dest, "config", "remote.origin.url", `${base}/app.git`]);
    const { played, told } = await play(`git: {repo: BASE/app.git, dest: ${dest}, recursive: false}`);
    expect(played.status, told).to.equal("success");
    expect(readFileSync(join(dest, ".git/config"), "utf8")).to.contain("url = http://127.0.0.1").and.not.contain("deploy");
    expect(spawnSync("grep", ["-rlF", "-e", PASSWORD, "-e", PLAIN, dest]).stdout.toString()).to.equal("");
    expect(told).to.contain("***@127.0.0.1").and.not.contain(PASSWORD);
    expect(resultOf(await play(`git: {repo: BASE/app.git, dest: ${dest}, recursive: false}`))).to.equal(false);
  });

  it("nothing of pip's stays behind", () => {
    expect(spawnSync("grep", ["-rlF", "-e", PASSWORD, "-e", PLAIN, join(workshop.folder, "h1")]).stdout.toString()).to.equal("");
  });
});

/** Whether a task changed anything. */
function resultOf({ played }: { readonly played: Played }): unknown {
  const [first] = played.events.flatMap((event) => event.type === "task-end" && "values" in event.outcome ? [event.outcome] : []);
  return first?.kind === "changed" || (first?.kind === "ok" && isMap(first.values) && first.values["changed"] === true);
}

function commandLines(): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
    } catch {
      return [];
    }
  });
}

/** app.git with lib.git as a submodule by a relative address, both to be served as plain files. */
function repositories(root: string): void {
  const made = spawnSync("sh", ["-ec", `
    cd "$1"
    export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x
    git init -q -b main lib && echo lib >lib/file && git -C lib add . && git -C lib commit -qm lib
    git init -q -b main app && echo app >app/file
    git clone -q --bare lib lib.git
    git -C app -c protocol.file.allow=always submodule --quiet add "$1/lib.git" lib
    git -C app config -f .gitmodules submodule.lib.url ../lib.git
    git -C app add . && git -C app commit -qm app
    git clone -q --bare app app.git
    for each in app lib; do git -C $each.git update-server-info; done
  `, "sh", root]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
}

/** A package of nothing. */
function wheel(folder: string): void {
  const made = spawnSync("python3", ["-c", `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/tiny-1.0-py3-none-any.whl", "w") as z:
    z.writestr("tiny.py", "")
    z.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    z.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    z.writestr("tiny-1.0.dist-info/RECORD", "")
`, folder]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
}
