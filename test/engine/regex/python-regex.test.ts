import { expect } from "chai";
import { pythonRegex, PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { expand, replaceMatches } from "#engine/regex/replacement.js";

function regex(...given: Parameters<typeof pythonRegex>): PythonRegex {
  const made = pythonRegex(...given);
  if (made instanceof RegexProblem) throw new Error(made.message);
  return made;
}

describe("[U] pythonRegex", () => {
  const matches = (pattern: string, text: string): boolean | RegexProblem => regex(pattern).test(text);
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
    [String.raw`^\s*#?\s*listen_addresses\s*=`, "# listen_addresses = 'localhost'", true], ["^😀.$", "😀😀", true], ["(?s)a.*b", "a\n\nb", true], ["(?s)a.*?b", "a\nb", true], ["(?s)a.+b", "a\nb", true], ["a.*b", "a\nb", false],
  ] as const) it(`${pattern} ${whole ? "matches" : "does not match"} ${text}`, () => { expect(matches(pattern, text)).to.equal(whole); });
  it("says what it cannot use", () => {
    expect(pythonRegex("(")).to.deep.include({ code: "bad-regex", hint: "Write `\\(` to mean the character." });
  });
  it("takes the flag x", () => { expect(matches("(?x)a b # c", "ab")).to.equal(true); });

  it("finds the first match of each text", () => {
    expect(regex("b+").firstOfEach(["abb", "a", "b"])).to.deep.equal([{ index: 1, groups: ["bb"], names: new Map() }, undefined, { index: 0, groups: ["b"], names: new Map() }]);
  });
  it("gives all texts together the time of one search", () => {
    const started = performance.now();
    expect(regex("(a+)+$").firstOfEach(Array.from({ length: 500 }, () => `${"a".repeat(50)}!`))).to.deep.include({ code: "slow-regex" });
    expect(performance.now() - started).to.be.lessThan(15_000);
  });
  it("tells where a group lies", () => {
    const between = regex("<(?P<name>.*?)>", { dotall: true });
    expect(between.spanOf("name", "a <b\nc> <d>")).to.deep.equal([3, 6]);
    expect(between.spanOf("name", "a")).to.equal(undefined);
    expect(between.spanOf("other", "<b>")).to.equal(undefined);
    expect(regex("(?>a*)(?P<name>b)").spanOf("name", "aab")).to.deep.equal([2, 3]);
    expect(regex("(a+)+(?P<name>$)").spanOf("name", `${"a".repeat(50)}!`)).to.deep.include({ code: "slow-regex" });
  });
});

describe("[U] replacements", () => {
  const found = regex("(?P<key>a)(b)?(c)").matches("xac-ac");
  const matches = found instanceof RegexProblem ? [] : found;

  it("expands groups", () => {
    expect(matches.map((match) => expand(String.raw`\g<key>[\2]\3\g<3>\\1\n`, match))).to.deep.equal(["a[]cc\\1\n", "a[]cc\\1\n"]);
  });
  it("keeps what stands between matches", () => { expect(replaceMatches("xac-ac", matches, String.raw`<\3>`)).to.equal("x<c>-<c>"); });
  it("says what is wrong with a replacement", () => {
    expect(replaceMatches("xac-ac", matches, String.raw`\4`)).to.deep.include({ code: "bad-regex", message: 'The regular expression has no group "4"' });
    expect(replaceMatches("xac-ac", matches, String.raw`\q`)).to.deep.include({ code: "bad-regex" });
  });
  it("makes no text of gigabytes", () => {
    const all = regex("a").matches("a".repeat(2000));
    expect(all instanceof RegexProblem ? all : replaceMatches("", all, "b".repeat(100_000))).to.deep.include({ code: "too-large" });
  });
});
