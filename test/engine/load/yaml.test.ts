import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import type { Plain } from "#engine/core/value.js";
import { plainOf } from "#engine/load/plain.js";
import { parseYaml, readYamlFile } from "#engine/load/yaml.js";
import { saidBy } from "./said.js";

const QUOTE_IT = 'a value that begins with {{ must be in quotes: YAML takes the brace for a dictionary | Write "{{ ... }}"';

/** Text, and all that is said about it. */
const BAD: readonly (readonly [string, string, readonly string[]])[] = [
  ["a template without quotes", "a: {{ x }}", [`f:1:4 ${QUOTE_IT}`]],
  ["a template without quotes, text behind it", "a: {{ x }}/b\nc: d", [`f:1:4 ${QUOTE_IT}`]],
  ["a template with an index", "- name: {{ a[0] }}", [`f:1:9 ${QUOTE_IT}`]],
  ["a template as a key", "{{ a }}: b", [`f:1:1 ${QUOTE_IT}`]],
  ["templates on two lines", "a:\n  - {{ x }}/b\n  - {{ y }}/c", [`f:2:5 ${QUOTE_IT}`, `f:3:5 ${QUOTE_IT}`]],
  ["text after a quote", 'when: "a" == b', ["f:1:11 there is text after the closing quote | A value that begins with a quote must end with it: put the whole value in quotes, of the other kind"]],
  ["a tab", "a:\n\tb: c", ["f:2:1 a tab is used for indentation | YAML is indented with spaces only"]],
  ["two colons", "msg: note: well", ['f:1:6 a second ": " on the same line | If it belongs to the value put the value in quotes; else begin a new line']],
  ["no space after the colon", "key:value\nb: 1", ["f:1:1 this is neither `key: value` nor the end of the line above | Is a space missing after the colon, or is the line indented too far?"]],
  ["an @", "a: @b", ["f:1:4 a value may not begin with this character | Put the value in quotes"]],
  ["an unknown escape", 'a: "\\d"', ["f:1:5 this backslash sequence means nothing inside double quotes | Use single quotes, or write the backslash twice"]],
  ["a key twice", "a: 1\nb: 2\na: 3", ['f:3:1 the key "a" is already there, in line 1, column 1 | Only one of them can count: remove or rename the other']],
  ["a key twice further in", "- x: {p: 1, p: 2}", ['f:1:13 the key "p" is already there, in line 1, column 7 | Only one of them can count: remove or rename the other']],
  ["an alias for nothing", "a: *x", ["f:1:4 there is no anchor &x before this | If the * is part of the value, put the value in quotes"]],
  ["an alias mistyped", "a: &first 1\nb: *firts", ['f:2:4 there is no anchor &firts before this | Did you mean "first"?']],
  ["an alias inside its own anchor", "a: &a [*a]", ["f:1:8 *a is used inside the value that it names"]],
  ["a merge of something else", "<<: 5", ["f:1:1 << takes a dictionary or a list of dictionaries | Write `<<: *anchor`"]],
  ["vault", "a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  61", ["f:3:1 this value cannot be decrypted: its encrypted text is damaged: a part of it is missing | Take it from a backup or from version control, or encrypt it again"]],
  ["a whole file in vault", "$ANSIBLE_VAULT;1.1;AES256\n61", ["f:2:1 this text cannot be decrypted: its encrypted text is damaged: a part of it is missing | Take it from a backup or from version control, or encrypt it again"]],
  ["an unknown tag", "a: !secret b", ["f:1:12 the tag !secret is not known, or does not fit this value | Known are !unsafe, !vault and !!str, !!int, !!float, !!bool, !!null; quote a value that begins with !"]],
  ["a tag that does not fit", "a: !!int b", ["f:1:10 the tag !!int is not known, or does not fit this value | Known are !unsafe, !vault and !!str, !!int, !!float, !!bool, !!null; quote a value that begins with !"]],
  ["two documents", "a: 1\n---\nb: 2", ["f:3:1 the file holds a second YAML document, after --- | Make it two files, or remove the ---"]],
  ["a list as a key", "? [a]\n: b", ["f:1:3 a key must be a plain word or a string | Put the key in quotes"]],
  ["no key", ": x", ["f:1:1 a key is missing before the colon"]],
  ["a bracket left open", "a: [1, 2\nb: 3", ["f:2:1 a bracket is not closed: ] is missing | What stands in brackets over several lines must be indented further than its key"]],
  ["a quote left open", "a: 'x\nb: y\n", ["f:3:1 a quote is not closed"]],
  ["a quote left open where another follows", "a: 'x\nb: 'y'\nc: 1\n", ["f:1:6 a quote is not closed"]],
  ["what is wrong behind a value that begins too far out", "a: \"x\ny\"\nb: {{ c }}\n", ["f:3:4 a value that begins with {{ must be in quotes: YAML takes the brace for a dictionary | Write \"{{ ... }}\""]],
  ["a line indented differently", "a:\n  - b\n c: 1", ["f:3:1 this line is not indented like its neighbours | Entries of one list or dictionary begin in the same column"]],
  ["150 lists in each other", `${"[".repeat(150)}${"]".repeat(150)}`, ["f:1:101 lists and dictionaries are nested more than 100 deep"]],
  ["several faults at once", "a: *x\nb: 1\nb: 2\nc: !vault x", [
    'f:3:1 the key "b" is already there, in line 2, column 1 | Only one of them can count: remove or rename the other',
    "f:1:4 there is no anchor &x before this | If the * is part of the value, put the value in quotes",
    "f:4:11 this value cannot be decrypted: its encrypted text is damaged: its first line is not $ANSIBLE_VAULT;1.1;AES256 | Take it from a backup or from version control, or encrypt it again",
  ].sort()],
];

const GOOD: readonly (readonly [string, string, Plain | undefined])[] = [
  ["nothing", "", undefined], ["a comment", "# x\n", undefined], ["an empty document", "---\n...\n", undefined],
  ["a byte order mark", "\uFEFFa: 1", { a: 1 }],
  ["Windows line ends", "a: 1\r\nb: |\r\n  x\r\n  y\r\n", { a: 1, b: "x\ny\n" }],
  ["quoted words stay text", "a: 'yes'\nb: \"0644\"\nc: '~'", { a: "yes", b: "0644", c: "~" }],
  ["a block that ends with the file, before any newline", "a: |\n  x\n  y", { a: "x\ny" }],
  ["a folded one", "a: >\n  x\n  y", { a: "x y" }],
  ["and one with spaces behind it", "a: |+\n  x\n  ", { a: "x\n" }],
  ["blocks", "a: |\n  x\n   y\nb: >-\n  p\n  q\n", { a: "x\n y\n", b: "p q" }],
  ["tags", "a: !!str 5\nb: !!int '7'\nc: !!bool 'yes'\nd: !!null x\ne: !!float '1.5'", { a: "5", b: 7, c: true, d: null, e: 1.5 }],
  ["keys are text as written", "yes: 1\n1: 2\n0644: 3", { yes: 1, 1: 2, "0644": 3 }],
  ["merge keys", "a: &a {p: 1, q: 2}\nb: &b {q: 3, r: 4}\nc: {<<: [*a, *b], p: 0}", { a: { p: 1, q: 2 }, b: { q: 3, r: 4 }, c: { q: 2, r: 4, p: 0 } }],
  ["a quoted << is a key like any other", "{'<<': 1}", { "<<": 1 }],
  ["an anchor that is defined anew", "a: &x 1\nb: *x\nc: &x 2\nd: *x", { a: 1, b: 1, c: 2, d: 2 }],
  ["lines in quotes as far out as the key, as PyYAML does", "a: \"{\n  'x': 1,\n}\"\nb:\n  - c: 'it''s\nso'\n    d: 1", { a: "{ 'x': 1, }", b: [{ c: "it's so", d: 1 }] }],
  ["lines in brackets as far out as the key", "a: {\nb: 1,\nc: [\nx,\n]\n}\nd: 2", { a: { b: 1, c: ["x"] }, d: 2 }],
  ["a playbook's brackets in text", "a: echo {{ x }} [b] {c}", { a: "echo {{ x }} [b] {c}" }],
];

describe("[U] YAML with places", () => {
  for (const [title, text, expected] of GOOD) {
    it(`reads ${title}`, () => {
      const parsed = parseYaml(text, "f");
      expect(parsed.ok ? parsed.value && plainOf(parsed.value) : saidBy(parsed)).to.deep.equal(expected);
    });
  }
  for (const [title, text, expected] of BAD) {
    it(`tells of ${title}`, () => { expect([...saidBy(parseYaml(text, "f"))].sort()).to.deep.equal([...expected].sort()); });
  }

  it("keeps __proto__ as a key of its own", () => {
    const plain = plainOf(node("__proto__: {polluted: 1}")) as object;
    expect(Object.hasOwn(plain, "__proto__")).to.equal(true);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });

  it("stops an alias bomb before it is written out", () => {
    const bomb = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", ...["b", "c", "d", "e", "f", "g", "h"].map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${"abcdefg".charAt(index)}`).join(", ")}]`)].join("\n");
    expect(saidBy(parseYaml(bomb, "f"))[0]).to.equal("f:6:8 with its aliases written out this file has more than 200000 values");
  });

  it("gives keys, values and blocks their places", () => {
    const map = node("a: 0644\nlonger:\n  - 'x y'\n  - |\n\n    text\n") as MapNode;
    const first = entryOf(map, "a");
    expect(first?.keyPlace).to.deep.equal({ file: "f", line: 1, column: 1, length: 1, text: "a: 0644" });
    expect(first?.value).to.deep.equal({ kind: "scalar", value: 420, source: "0644", style: "plain", place: { file: "f", line: 1, column: 4, length: 4, text: "a: 0644" } });
    const list = entryOf(map, "longer")?.value;
    const items = list?.kind === "list" ? list.items : [];
    expect(items.map((item) => [item.place.line, item.place.column, item.kind === "scalar" && item.style])).to.deep.equal([[3, 5, "single"], [6, 5, "block"]]);
  });

  it("gives places as written where lines had to be moved in", () => {
    const parsed = parseYaml("a: {\nb: {{ c }}\n}\nd: 2", "f");
    expect(saidBy(parsed)).to.deep.equal(["f:2:4 a value that begins with {{ must be in quotes: YAML takes the brace for a dictionary | Write \"{{ ... }}\""]);
    const placed = parseYaml("a: {\nb: *x\n}\nd: *y", "f");
    expect(saidBy(placed).map((said) => said.slice(0, 6))).to.deep.equal(["f:2:4 ", "f:4:4 "]);
  });

  it("marks what is !unsafe", () => {
    expect(node("!unsafe '{{ x }}'")).to.include({ value: "{{ x }}", unsafe: true });
  });

  it("never throws, whatever the text", () => {
    const piece = fc.oneof(fc.constantFrom("a: ", "- ", "{{ x }}", "[", "]", "{", "}", "\n", "\n  ", "\t", "&a ", "*a", "<<: ", "|\n", ">-\n", "'", '"', "#", "!vault ", "!!int ", "---\n", "? ", ": ", "%"), fc.string());
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const parsed = parseYaml(pieces.join(""), "f");
      if (!parsed.ok) expect(parsed.error).to.not.have.length(0);
      if (!parsed.ok) for (const each of parsed.error) expect(each.place?.column, each.message).to.be.at.least(1);
    }), { numRuns: 300 });
  });

  it("reads back what JSON writes", () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))), (data) => {
      const parsed = parseYaml(JSON.stringify(data), "f");
      expect(parsed.ok ? parsed.value && plainOf(parsed.value) : saidBy(parsed)).to.deep.equal(JSON.parse(JSON.stringify(data)));
    }), { numRuns: 200 });
  });
});

describe("[U] files that cannot be read", () => {
  let dir = "";
  before(() => { dir = mkdtempSync(join(tmpdir(), "tsplay-load-")); });
  after(() => { rmSync(dir, { recursive: true }); });

  it("says which, and points at where it was named", () => {
    const from = { file: "site.yml", line: 3, column: 5, text: "  - x.yml" };
    expect(saidBy(readYamlFile(join(dir, "x.yml"), from))).to.deep.equal([`site.yml:3:5 ${join(dir, "x.yml")} does not exist | Check the path; it is taken relative to the folder you are in`]);
  });
  it("a folder", () => {
    mkdirSync(join(dir, "d"));
    expect(saidBy(readYamlFile(join(dir, "d")))).to.deep.equal([`${join(dir, "d")} is a folder, not a file | Name a file in it`]);
  });
  it("a link to itself", () => {
    symlinkSync("loop", join(dir, "loop"));
    expect(saidBy(readYamlFile(join(dir, "loop")))).to.deep.equal([`${join(dir, "loop")} is a symbolic link that leads back to itself | Mend the link`]);
  });
  it("Latin-1 text, with the place of the first bad byte", () => {
    writeFileSync(join(dir, "latin.yml"), Buffer.from([0x61, 0x3a, 0x20, 0x62, 0x0a, 0x63, 0x3a, 0x20, 0xe9]));
    expect(saidBy(readYamlFile(join(dir, "latin.yml")))).to.deep.equal([`${join(dir, "latin.yml")}:2:4 ${join(dir, "latin.yml")} is not UTF-8 text | Save it as UTF-8, for example with: iconv -f latin1 -t utf8`]);
  });
  it("UTF-16 and binary files", () => {
    writeFileSync(join(dir, "wide.yml"), Buffer.from("\uFEFFa: 1", "utf16le"));
    writeFileSync(join(dir, "binary.yml"), Buffer.from([0x61, 0x00, 0x62]));
    expect(saidBy(readYamlFile(join(dir, "wide.yml")))[0]).to.match(/is not UTF-8 text \| It begins like UTF-16: save it as UTF-8$/);
    expect(saidBy(readYamlFile(join(dir, "binary.yml")))[0]).to.match(/binary\.yml:1:2 .*\| It looks like a binary file$/);
  });
  it("a pipe and a device, which would never end", () => {
    execFileSync("mkfifo", [join(dir, "pipe.yml")]);
    symlinkSync("/dev/zero", join(dir, "zero.yml"));
    for (const name of ["pipe.yml", "zero.yml"]) expect(saidBy(readYamlFile(join(dir, name)))).to.deep.equal([`${join(dir, name)} is no file but a pipe or a device | Put what it gives into a file`]);
    expect(readYamlFile("/dev/null")).to.deep.equal({ ok: true, value: undefined });
  });
  it("an empty file is no error", () => {
    writeFileSync(join(dir, "empty.yml"), "");
    expect(readYamlFile(join(dir, "empty.yml"))).to.deep.equal({ ok: true, value: undefined });
  });
});

function node(text: string): Node {
  const parsed = parseYaml(text, "f");
  if (!parsed.ok || parsed.value === undefined) throw new Error("not parsed");
  return parsed.value;
}
