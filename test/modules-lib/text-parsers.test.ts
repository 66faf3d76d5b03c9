import { expect } from "chai";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { pythonRegex, PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { editLines, type Edited, type LineEdit } from "#modules/lib/line-edit.js";
import { modeAfter } from "#modules/lib/file-mode.js";
import { shellWords } from "#modules/lib/shell-words.js";

describe("[U] shellWords", () => {
  for (const [line, words] of [
    ["a  b\tc", ["a", "b", "c"]], ["", []], ["  ", []], ["''", [""]], ["a''b", ["ab"]], ["'a b'\"c d\"e", ["a bc de"]], ["a\\ b", ["a b"]],
    ["\"a\\\"b\\$c\\x\"", ["a\"b$c\\x"]], ["'a\\b'", ["a\\b"]], ["a\\\nb", ["ab"]], ["$HOME *.c | x > y", ["$HOME", "*.c", "|", "x", ">", "y"]], ["a #b", ["a", "#b"]],
  ] as const) it(`divides ${JSON.stringify(line)}`, () => { expect(shellWords(line)).to.deep.equal(words); });

  for (const [line, unclosed] of [["a 'b", "'"], ["a \"b", "\""], ["a\\", "\\"]] as const) {
    it(`does not divide ${JSON.stringify(line)}`, () => { expect(shellWords(line)).to.deep.equal({ unclosed }); });
  }

  it("divides as sh does", () => {
    const quoted = fc.array(fc.oneof(fc.constantFrom("'a b'", "\"c \\\" d\"", "\\'", "x", "\\\\", "''", " ", "\t")), { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(fc.property(quoted, (line) => {
      const { stdout } = spawnSync("sh", ["-c", `for w in ${line}; do printf '%s\\0' "$w"; done`], { encoding: "utf8" });
      expect(shellWords(line)).to.deep.equal(stdout.split("\0").slice(0, -1));
    }), { numRuns: 40 });
  });
});

describe("[U] modeAfter", () => {
  for (const [spec, current, isDirectory, after] of [
    ["644", "0755", false, "0644"], ["u+x", "0644", false, "0744"], ["go-rwx", "0644", false, "0600"], ["u=rwX,go=rX", "0600", false, "0644"], ["u=rwX,go=rX", "0600", true, "0755"],
    ["a+X", "0644", false, "0644"], ["+x", "0644", false, "0755"], ["g=u", "0640", false, "0660"], ["u+s", "0755", false, "4755"], ["=r", "4755", false, "0444"], ["g=rx", "2755", true, "2755"],
    ["o+t", "0777", true, "1777"], ["u-x+w", "0544", false, "0644"], ["g-s", "2755", true, "0755"],
  ] as const) it(`${spec} makes ${current} ${after}${isDirectory ? " of a directory" : ""}`, () => { expect(modeAfter(spec, current, isDirectory)).to.equal(after); });
});

describe("[U] editLines", () => {
  const edit = (more: Partial<LineEdit>): LineEdit => ({ state: "present", line: "new", matches: undefined, place: { side: "after", at: "EOF" }, firstMatch: false, backrefs: false, ...more });
  const regex = (pattern: string): PythonRegex => {
    const made = pythonRegex(pattern);
    if (made instanceof RegexProblem) throw new Error(made.message);
    return made;
  };
  const edited = (text: string, what: LineEdit): Edited => {
    const made = editLines(text, what);
    if (made instanceof RegexProblem) throw new Error(made.message);
    return made;
  };
  const texts = fc.array(fc.tuple(fc.constantFrom("a", "b", "new", "", "key=1"), fc.constantFrom("\n", "\r\n")), { maxLength: 6 }).chain((lines) =>
    fc.boolean().map((cut) => lines.map(([text, end]) => text + end).join("").replace(cut ? /\r?\n$/ : /$^/, "")));

  it("finds nothing to do a second time", () => {
    fc.assert(fc.property(texts, fc.constantFrom(edit({}), edit({ place: { side: "before", at: regex("^b") } }), edit({ matches: regex("^key="), line: "key=2" }), edit({ state: "absent", line: "a" })), (text, what) => {
      expect(edited(edited(text, what).text, what).done).to.equal(undefined);
    }));
  });
  it("keeps every other line to the byte", () => {
    fc.assert(fc.property(texts, (text) => {
      const { text: after, done } = edited(text, edit({ line: "unique" }));
      expect(done).to.equal("line added");
      expect(after.startsWith(text)).to.equal(true);
      expect(after.slice(text.length).trim()).to.equal("unique");
    }));
  });
  it("gives up soon where the expression is hostile, however many lines there are", () => {
    const text = `${"a".repeat(60)}!\n`.repeat(200);
    const started = performance.now();
    for (const what of [edit({ matches: regex("(a+)+$") }), edit({ state: "absent", matches: regex("(a+)+$") }), edit({ place: { side: "before", at: regex("(a+)+$") } })]) {
      expect(editLines(text, what)).to.deep.include({ code: "slow-regex" });
    }
    expect(performance.now() - started).to.be.lessThan(20_000);
  });
});
