import { expect } from "chai";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { editLines, type LineEdit } from "#modules/lib/line-edit.js";
import { modeAfter } from "#modules/lib/file-mode.js";
import { expandMatch, isBadPattern, pythonRegex } from "#modules/lib/python-regex.js";
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

describe("[U] pythonRegex", () => {
  const matches = (pattern: string, text: string): boolean => {
    const made = pythonRegex(pattern);
    if (isBadPattern(made)) throw new Error(made.bad);
    return made.test(text);
  };
  it("translates names, anchors, flags and comments", () => {
    expect(matches(String.raw`\A(?P<q>['"]).*(?P=q)\Z`, "'x'")).to.equal(true);
    expect(matches(String.raw`\A(?P<q>['"]).*(?P=q)\Z`, "'x\"")).to.equal(false);
    expect(matches("(?i)^port(?#which)", "PORT 22")).to.equal(true);
  });
  it("leaves escapes and classes alone", () => {
    expect(matches(String.raw`\\A[\]\[(?P<]`, "\\A(")).to.equal(true);
    expect(matches(String.raw`^\(\?P<`, "(?P<")).to.equal(true);
  });
  for (const [pattern, text, whole] of [
    [String.raw`^(\w+) = (\d+)$`, "größe = ५", true], [String.raw`(?a)^\w+$`, "größe", false], [String.raw`[\w]+é$`, "caféé", true], [String.raw`^\W+$`, "ö", false],
    [String.raw`\bö\b`, "ä ö", true], [String.raw`\bö\b`, "äö", false], [String.raw`^a\-b\ c\"d\'e\#\=\:\/\,\@\%\&\~$`, "a-b c\"d'e#=:/,@%&~", true],
    ["^server {$", "server {", true], ["^a{2}b{1,}c{,2}$", "aabc", true], ["^a{,2}$", "aaa", false], ["^{}$", "{}", true], ["^}$", "}", true], ["^[]x]+$", "]x", true], ["^[^]x]+$", "]", false], [String.raw`^[a\-z]+$`, "a-z", true], ["^x]$", "x]", true],
    [String.raw`^\s*#?\s*listen_addresses\s*=`, "# listen_addresses = 'localhost'", true], ["^😀.$", "😀😀", true],
  ] as const) it(`${pattern} ${whole ? "matches" : "does not match"} ${text}`, () => { expect(matches(pattern, text)).to.equal(whole); });
  it("says what it cannot use", () => {
    expect(pythonRegex("(")).to.have.property("bad");
    expect(pythonRegex("(?x)a b")).to.have.property("bad");
  });
  it("expands groups", () => {
    const match = /(?<key>a)(b)?(c)/.exec("ac");
    expect(match === null ? "" : expandMatch(String.raw`\g<key>[\2]\3\g<3>\\1\n`, match)).to.equal("a[]cc\\1\n");
  });
});

describe("[U] editLines", () => {
  const edit = (more: Partial<LineEdit>): LineEdit => ({ state: "present", line: "new", matches: undefined, place: { side: "after", at: "EOF" }, firstMatch: false, backrefs: false, ...more });
  const texts = fc.array(fc.tuple(fc.constantFrom("a", "b", "new", "", "key=1"), fc.constantFrom("\n", "\r\n")), { maxLength: 6 }).chain((lines) =>
    fc.boolean().map((cut) => lines.map(([text, end]) => text + end).join("").replace(cut ? /\r?\n$/ : /$^/, "")));

  it("finds nothing to do a second time", () => {
    fc.assert(fc.property(texts, fc.constantFrom(edit({}), edit({ place: { side: "before", at: /^b/ } }), edit({ matches: (line) => /^key=/.exec(line) ?? undefined, line: "key=2" }), edit({ state: "absent", line: "a" })), (text, what) => {
      expect(editLines(editLines(text, what).text, what).done).to.equal(undefined);
    }));
  });
  it("keeps every other line to the byte", () => {
    fc.assert(fc.property(texts, (text) => {
      const { text: after, done } = editLines(text, edit({ line: "unique" }));
      expect(done).to.equal("line added");
      expect(after.startsWith(text)).to.equal(true);
      expect(after.slice(text.length).trim()).to.equal("unique");
    }));
  });
});
