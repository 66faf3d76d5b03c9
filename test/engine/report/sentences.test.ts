import { expect } from "chai";
import { BECOME_METHODS } from "#engine/core/become-method.js";
import type { Problem, Unreachable } from "#engine/core/problem.js";
import { sentenceLines } from "#engine/report/sentence.js";
import { describeProblem, describeUnreachable } from "#engine/report/sentences.js";
import { place } from "./sample.js";

const problem = (each: Problem): string => sentenceLines(describeProblem(each)).join("\n");
const unreachable = (each: Unreachable): string => sentenceLines(describeUnreachable(each)).join("\n");

describe("[U] sentences of problems", () => {
  it("a failed command shows itself, its code and the last lines of standard error", () => {
    const stderr = `${Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\n")}\n\n`;
    expect(problem({ reason: "command-failed", command: "apt-get install x", code: 100, stdout: "out", stderr })).to.equal([
      "exit code 100 from: apt-get install x", "    ... 2 more lines above", ...Array.from({ length: 10 }, (_, index) => `    line ${index + 3}`),
    ].join("\n"));
  });

  it("standard output stands in when standard error is empty", () => {
    expect(problem({ reason: "command-failed", command: "x", code: 1, stdout: "only this\n", stderr: " \n" })).to.equal("exit code 1 from: x\n    only this");
  });

  it("exit codes that are the shell's own are explained", () => {
    expect(problem({ reason: "command-failed", command: "nope", code: 127, stdout: "", stderr: "" })).to.include("no such program");
    expect(problem({ reason: "command-failed", command: "nope", code: 2, stdout: "", stderr: "" })).to.equal("exit code 2 from: nope");
  });

  it("escape sequences of a host arrive written out", () => {
    const text = problem({ reason: "command-failed", command: "x\u001b[2J", code: 1, stdout: "", stderr: "\u001b]0;owned\u0007\u202e\r\n" });
    expect(text).to.equal("exit code 1 from: x\\x1b[2J\n    \\x1b]0;owned\\x07\\u202e");
  });

  it("a script is named by its first line", () => {
    expect(problem({ reason: "command-failed", command: "set -e\nfoo\nbar", code: 1, stdout: "", stderr: "" })).to.equal("exit code 1 from: set -e ... (3 lines)");
  });

  it("a full disk is called so", () => {
    expect(problem({ reason: "write-failed", path: "/srv/x", stage: "space", stderr: "" })).to.match(/^no space left on the file system of \/srv\/x\n.*df -h/);
  });

  it("bad input shows its diagnostics", () => {
    expect(problem({ reason: "bad-input", diagnostics: [{ severity: "error", code: "x", message: "no variable \"prot\"", hint: "Did you mean \"port\"?", place }] }))
      .to.equal("a value of this task cannot be made\n    site.yml:4:5: no variable \"prot\"\n          - copy:\n            ~\n    Did you mean \"port\"?");
  });

  it("what is left after acting is shown", () => {
    const text = problem({ reason: "did-not-converge", resource: "file:/x", left: [{ kind: "fields", title: "file:/x", before: { mode: "0600" }, after: { mode: "0644" }, keys: ["mode"] }] });
    expect(text).to.include("did not converge").and.to.include("mode: 0600 -> 0644");
  });

  it("every other reason says something of its own", () => {
    const others: Problem[] = [
      { reason: "timed-out", command: "sleep 9", seconds: 3, stdout: "", stderr: "" },
      { reason: "validation-failed", path: "/etc/sudoers", command: "visudo -cf", code: 1, output: "bad line" },
      { reason: "missing", what: "ufw is not installed", hint: "Install it." },
      { reason: "refused", message: "no such thing" },
      { reason: "assertion-failed", assertion: "a == b", message: "must be equal" },
      { reason: "failed-when", condition: "rc > 0" },
      { reason: "retries-exhausted", condition: "up", attempts: 3 },
      { reason: "item-failed", failed: 2, total: 5 },
      { reason: "interrupted" },
      { reason: "internal", detail: "TypeError: x" },
    ];
    const texts = others.map(problem);
    expect(new Set(texts).size).to.equal(others.length);
    for (const part of ["after 3 s", "visudo -cf", "Install it.", "no such thing", "a == b", "rc > 0", "3 attempts", "2 of 5", "interrupted", "TypeError: x"]) {
      expect(texts.filter((text) => text.includes(part)), part).to.have.length(1);
    }
  });
});

describe("[U] sentences of bugs", () => {
  it("show the stack only when asked", () => {
    const bug: Problem = { reason: "internal", detail: "TypeError: x\n    at y (z.ts:1:2)" };
    expect(problem(bug)).to.equal("a bug in tsplay stopped this task\n    TypeError: x\n    Please report it with the task and what -vvv adds to the line above.");
    expect(sentenceLines(describeProblem(bug, { outputLines: 9, stacks: true })).join("\n")).to.include("at y (z.ts:1:2)");
  });
});

describe("[U] sentences of unreachable hosts", () => {
  it("an unknown host key: fingerprint, files looked in, how to accept", () => {
    const text = unreachable({ reason: "host-key-unknown", address: "app1", fingerprint: "SHA256:abc", knownHosts: ["/home/u/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"] });
    expect(text).to.include("SHA256:abc").and.to.include("/home/u/.ssh/known_hosts, /etc/ssh/ssh_known_hosts");
    expect(text).to.include("ssh-keyscan app1 >> /home/u/.ssh/known_hosts").and.to.include("ansible_host_key_checking: accept-new");
  });

  it("another port goes to ssh-keyscan as -p", () => {
    expect(unreachable({ reason: "host-key-unknown", address: "[app1]:2222", fingerprint: "f", knownHosts: [] })).to.include("ssh-keyscan -p 2222 app1 >> ~/.ssh/known_hosts");
  });

  it("a changed host key: file, line, and ssh-keygen -R", () => {
    const text = unreachable({ reason: "host-key-changed", address: "app1", fingerprint: "SHA256:new", knownHosts: "/k", line: 7 });
    expect(text).to.include("HAS CHANGED").and.to.include("/k:7").and.to.include("ssh-keygen -R app1 -f /k");
  });

  it("a sudo password that nobody gave leads to -K", () => {
    expect(problem({ reason: "become-password-needed", method: "sudo", user: "deploy", become: "root", detail: "" })).to.include("password of deploy").and.to.include("-K");
    expect(problem({ reason: "become-password-needed", method: "su", user: "deploy", become: "root", detail: "" })).to.include("password of root");
  });

  it("every way in which a user cannot be become says something of its own, by every method", () => {
    const reasons = ["become-password-needed", "become-password-wrong", "become-refused", "become-no-such-user", "become-not-installed", "become-timeout"] as const;
    const texts = BECOME_METHODS.flatMap((method) => reasons.map((reason) => problem({ reason, method, user: "deploy", become: "app", detail: "said" })));
    for (const text of texts) expect(text.split("\n").length, text).to.be.greaterThan(1);
    expect(new Set(texts).size).to.be.greaterThan(20);
    expect(problem({ reason: "become-no-such-user", method: "sudo", user: "u", become: "app", detail: "" })).to.include("in an earlier task (module user), or correct become_user");
    expect(problem({ reason: "become-refused", method: "su", user: "u", become: "app", detail: "This account is currently not available." })).to.include("become_flags: -s /bin/sh");
  });

  it("a failed jump tells the cause of the jump", () => {
    expect(unreachable({ reason: "jump-failed", jump: "bastion", cause: { reason: "refused", address: "bastion", port: 22, detail: "" } })).to.match(/^the jump host bastion cannot be used: bastion port 22 refused/);
  });

  it("a lost connection says what is not known", () => {
    expect(unreachable({ reason: "lost", detail: "read ECONNRESET" })).to.include("not known").and.to.include("ECONNRESET");
  });

  it("every other cause says something of its own", () => {
    const others: Unreachable[] = [
      { reason: "dns", address: "nope", detail: "ENOTFOUND" },
      { reason: "refused", address: "a", port: 22, detail: "" },
      { reason: "no-route", address: "a", port: 22, detail: "" },
      { reason: "connect-timeout", address: "a", port: 22, detail: "" },
      { reason: "host-key-revoked", address: "a", knownHosts: "/k", line: 1 },
      { reason: "auth-failed", user: "u", address: "a", tried: [] },
      { reason: "bad-key", path: "/key", detail: "passphrase" },
      { reason: "handshake", address: "a", detail: "no kex" },
      { reason: "no-shell", detail: "" },
    ];
    const texts = others.map(unreachable);
    expect(new Set(texts).size).to.equal(others.length);
    for (const text of texts) expect(text.split("\n").length, text).to.be.greaterThan(1);
  });
});
