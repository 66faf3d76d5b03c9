import { expect } from "chai";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { displayWidth } from "#engine/report/display-width.js";
import { formatDiagnostic, formatDiagnostics } from "#engine/report/diagnostics.js";

function at(text: string, column: number, more: Partial<Place> = {}): Diagnostic {
  return { severity: "error", code: "x", message: "wrong", place: { file: "a.yml", line: 2, column, text, ...more } };
}

describe("[U] diagnostics as text", () => {
  it("shows place, message, line, underline and hint", () => {
    const diagnostic = { ...at("    prot: tcp", 5, { length: 4 }), message: "unknown parameter \"prot\"", hint: "Did you mean \"proto\"?" };
    expect(formatDiagnostic(diagnostic)).to.equal("a.yml:2:5: unknown parameter \"prot\"\n        prot: tcp\n        ~~~~\nDid you mean \"proto\"?");
  });

  it("keeps tabs in both lines", () => {
    expect(formatDiagnostic(at("\tkey:\tvalue", 7, { length: 5 }))).to.equal("a.yml:2:7: wrong\n    \tkey:\tvalue\n    \t    \t~~~~~");
  });

  it("stands below wide characters, combining marks and surrogate pairs", () => {
    const [, line = "", under = ""] = formatDiagnostic(at("名前: e\u0301 😀 bad", 11, { length: 3 })).split("\n");
    expect(under.trim()).to.equal("~~~");
    expect(displayWidth(under.slice(0, -3))).to.equal(displayWidth(line.slice(0, line.indexOf("bad"))));
  });

  it("shows a part of a line of millions of characters, in no time", () => {
    const begun = process.cpuUsage().user;
    const [, line = "", under = ""] = formatDiagnostic(at(`${"x".repeat(5_000_000)} bad ${"y".repeat(5_000_000)}`, 5_000_002, { length: 3 })).split("\n");
    expect(line).to.match(/^ {4}…x{39} bad y+…$/);
    expect(line.slice(under.indexOf("~"), under.lastIndexOf("~") + 1)).to.equal("bad");
    expect(process.cpuUsage().user - begun).to.be.below(1_000_000);
  });

  it("marks what is missing behind the end of a line", () => {
    expect(formatDiagnostic(at("when: a ==", 11))).to.equal("a.yml:2:11: wrong\n    when: a ==\n              ~");
  });

  it("cuts a long line round the column", () => {
    const text = `${"a".repeat(300)}HERE${"b".repeat(300)}`;
    const [, line = "", under = ""] = formatDiagnostic(at(text, 301, { length: 4 })).split("\n");
    expect(displayWidth(line)).to.be.at.most(130);
    expect(line).to.match(/^ {4}…a+HEREb+…$/);
    expect(under.indexOf("~")).to.equal(line.indexOf("HERE"));
    expect(under.trim()).to.equal("~~~~");
  });

  it("writes control characters of the line out, and stays below the right one", () => {
    expect(formatDiagnostic(at("a\u001b[31m: b", 9))).to.equal("a.yml:2:9: wrong\n    a\\x1b[31m: b\n               ~");
  });

  it("does without a line that is not known", () => {
    expect(formatDiagnostic(at("", 1))).to.equal("a.yml:2:1: wrong");
    expect(formatDiagnostic({ severity: "warning", code: "x", message: "odd" })).to.equal("warning: odd");
  });

  it("sorts by file and line, tells each once, and counts", () => {
    const second = { ...at("x", 1), place: { file: "b.yml", line: 1, column: 1, text: "" } };
    const text = formatDiagnostics([second, at("", 9), at("", 3), at("", 9), { severity: "warning", code: "w", message: "odd" }]);
    expect(text).to.equal("warning: odd\n\na.yml:2:3: wrong\n\na.yml:2:9: wrong\n\nb.yml:1:1: wrong\n\n3 errors and 1 warning in 2 files");
  });

  it("sorts lines as numbers", () => {
    const line = (number: number): Diagnostic => ({ ...at("", 1), place: { file: "a.yml", line: number, column: 1, text: "" } });
    expect(formatDiagnostics([line(10), line(9)])).to.match(/^a\.yml:9:1.*\n\na\.yml:10:1/);
  });
});
