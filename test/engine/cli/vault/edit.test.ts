import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { environment, startWords, tsplay, type Called } from "../command-line.js";
import { VaultFolder } from "./vault-folder.js";

describe("[I] tsplay vault edit and create", function () {
  this.timeout(120_000);
  let folder: VaultFolder;
  let before: readonly string[];
  beforeEach(() => {
    folder = new VaultFolder();
    before = leftovers();
    folder.write("secrets.yml", "a: 1\n");
    folder.vault("encrypt", "secrets.yml", "--vault-id", "prod@one");
  });
  afterEach(() => {
    expect(leftovers(), "plain text was left behind").to.deep.equal(before);
    folder.remove();
  });

  it("lets the editor work on a private file with the same ending, and encrypts for the same vault id", () => {
    folder.write("editor", `#!/bin/sh\nstat -c '%a %F' "$2" "$(dirname "$2")" > seen; echo "$1 $2" >> seen; echo 'b: 2' >> "$2"; cp "$2" "$2~"\n`, 0o755);
    expect(edit("./editor --flag", "edit", "secrets.yml", "--vault-password-file", "one")).to.deep.equal({ code: 0, out: "", err: "" });
    expect(folder.read("seen")).to.match(/^600 regular file\n700 directory\n--flag .*\/secrets\.yml\n$/);
    expect(folder.read("secrets.yml").split("\n")[0]).to.equal("$ANSIBLE_VAULT;1.2;AES256;prod");
    expect(folder.vault("view", "secrets.yml", "--vault-password-file", "one").out).to.equal("a: 1\nb: 2\n");
  });

  it("writes nothing when nothing was changed, when the editor fails, removes the file, or is not there", () => {
    const content = folder.read("secrets.yml");
    expect(edit("true", "edit", "secrets.yml", "--vault-password-file", "one").code).to.equal(0);
    folder.write("failing", "#!/bin/sh\necho changed > \"$1\"\nexit 3\n", 0o755);
    expect(edit("./failing", "edit", "secrets.yml", "--vault-password-file", "one")).to.include({ code: 4 }).and.have.property("err").that.matches(/^the editor \(\.\/failing\) ended with exit code 3\nNothing was written/);
    expect(edit("rm", "edit", "secrets.yml", "--vault-password-file", "one").err).to.match(/^the editor removed the file/);
    expect(edit("no-such-editor", "edit", "secrets.yml", "--vault-password-file", "one")).to.include({ code: 4 });
    expect(folder.read("secrets.yml")).to.equal(content);
  });

  it("clears the plain text away when it is told to end meanwhile", async () => {
    folder.write("slow", "#!/bin/sh\ntouch started\nexec sleep 60\n", 0o755);
    const content = folder.read("secrets.yml");
    const child = started("./slow", ["vault", "edit", "secrets.yml", "--vault-password-file", "one"]);
    while (!existsSync(join(folder.path, "started"))) await pause(50);
    expect(leftovers().length).to.equal(before.length + 1);
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(folder.read("secrets.yml")).to.equal(content);
  });

  it("create writes a new file that nobody else may read, and no file that is there", () => {
    folder.write("typist", "#!/bin/sh\necho 'new: 1' > \"$1\"\n", 0o755);
    expect(edit("./typist", "create", "deep/er/new.yml", "--vault-id", "prod@one")).to.deep.equal({ code: 0, out: "", err: "" });
    expect(statSync(join(folder.path, "deep/er/new.yml")).mode & 0o777).to.equal(0o600);
    expect(folder.vault("view", "deep/er/new.yml", "--vault-id", "prod@one").out).to.equal("new: 1\n");
    expect(edit("./typist", "create", "secrets.yml", "--vault-id", "prod@one").err).to.match(/^secrets\.yml is there already\nChange it with: tsplay vault edit secrets\.yml/);
    expect(edit("true", "create", "unwritten.yml", "--vault-id", "prod@one").code).to.equal(0);
    expect(existsSync(join(folder.path, "unwritten.yml"))).to.equal(false);
  });

  it("asks for a new password twice on a terminal", async function () {
    this.timeout(40_000);
    folder.write("plain", "typed");
    expect(await onTerminal(["vault", "encrypt", "plain"], ["typed-password\r", "typed-passwort\r"])).to.contain("the two passwords are not the same");
    expect(folder.read("plain")).to.equal("typed");
    const said = await onTerminal(["vault", "encrypt", "plain"], ["typed-password\r", "typed-password\r"]);
    expect(said).to.contain("New vault password: ").and.contain("Confirm new vault password: ").and.not.contain("typed-password");
    expect(await onTerminal(["vault", "view", "plain", "--vault-id", "x@prompt"], ["typed-password\r"])).to.contain("Vault password (x): ").and.contain("typed");
    expect(await onTerminal(["vault", "decrypt", "plain", "-J"], ["\u0003"])).to.contain("Vault password: ");
    expect(folder.read("plain")).to.match(/^\$ANSIBLE_VAULT/);
  });

  function edit(editor: string, ...words: readonly string[]): Called {
    return tsplay(["vault", ...words], { cwd: folder.path, env: { EDITOR: editor } });
  }

  function started(editor: string, words: readonly string[]): ChildProcess {
    return spawn(process.execPath, startWords(words), { cwd: folder.path, env: { ...environment(), EDITOR: editor }, stdio: "ignore" });
  }

  /** Types an answer at each prompt, on a terminal that script(1) makes; what the terminal showed. */
  async function onTerminal(words: readonly string[], answers: readonly string[]): Promise<string> {
    const command = [process.execPath, ...startWords(words)].map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["-q", "-e", "-c", command, "/dev/null"], { cwd: folder.path, env: { ...environment(), TERM: "xterm", PAGER: "cat" } });
    const waiting = [...answers];
    let shown = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
      if (/assword(?: \(\w+\))?: $/.test(shown)) { const answer = waiting.shift(); if (answer !== undefined) child.stdin.write(answer); }
    });
    await once(child, "close");
    return shown;
  }
});

/** Folders with plain text in them, wherever they may be made. */
function leftovers(): readonly string[] {
  return ["/dev/shm", tmpdir()].flatMap((place) => readdirSync(place).filter((name) => /^tsplay-vault-(?!test-)/.test(name)).map((name) => join(place, name))).sort();
}
