import { expect } from "chai";
import { interpolated, parseIni } from "#engine/run/lookups/ini-text.js";
import { parseCsv } from "#engine/run/lookups/csv-text.js";

const STYLE = { caseSensitive: false, allowNoValue: false };

describe("[U] INI as Python's configparser reads it", () => {
  it("knows comments, both separators, values over several lines and common keys", () => {
    const parsed = parseIni("# c\n[DEFAULT]\nall = 1\n[a]\nKey: v = w\n  more\n; c\n[b]\nx=\n", STYLE);
    expect(parsed.ok && [...parsed.value].map(([name, keys]) => [name, [...keys]])).to.deep.equal([["a", [["all", "1"], ["key", "v = w\nmore"]]], ["b", [["all", "1"], ["x", ""]]]]);
  });

  it("says in which line what is wrong", () => {
    for (const [text, words] of [["a = 1\n", "line 1: a key before"], ["[a]\nx\n", "line 2: \"x\" has no value"], ["[a]\nx=1\nX=2\n", "line 3: the key \"x\" stands twice"], ["[a]\n[a]\n", "line 2: the section"]] as const) {
      const parsed = parseIni(text, STYLE);
      expect(parsed.ok ? "" : parsed.error).to.contain(words);
    }
  });

  it("fills in other keys, and stops at circles", () => {
    const parsed = parseIni("[a]\nx = %(y)s!\ny = 5%%\nself = %(self)s\nbad = 5%\nlost = %(none)s\n", STYLE);
    const section = parsed.ok ? parsed.value.get("a") : undefined;
    if (section === undefined) throw new Error("there is a section");
    expect(interpolated(section, "x")).to.deep.equal({ ok: true, value: "5%!" });
    for (const key of ["self", "bad", "lost"]) expect(interpolated(section, key).ok, key).to.equal(false);
  });
});

describe("[U] CSV as Python's csv reads it", () => {
  it("knows quotes, doubled quotes, delimiters and newlines in quotes, and every kind of line end", () => {
    expect(parseCsv('a,"b,""c""\nd",\r\n,x\n\n"q"r,|', ",")).to.deep.equal([["a", 'b,"c"\nd', ""], ["", "x"], [""], ["qr", "|"]]);
    expect(parseCsv("a|b\n", "|")).to.deep.equal([["a", "b"]]);
    expect(parseCsv("", ",")).to.deep.equal([]);
  });
});
