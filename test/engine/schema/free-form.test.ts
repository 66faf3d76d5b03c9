import { expect } from "chai";
import fc from "fast-check";
import type { Plain } from "#engine/core/value.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import { freeForm } from "#engine/schema/free-form.js";
import { plainOf } from "#engine/schema/plain.js";
import { splitWords } from "#engine/schema/words.js";
import { saidBy } from "#test/engine/load/said.js";

const COMMAND: ObjectSchema = { type: "object", additionalProperties: false, "x-free-form": "cmd", properties: { cmd: { type: "string" }, creates: { type: "string", "x-aliases": ["unless_there"] }, chdir: { type: "string" } } };
const APT: ObjectSchema = { type: "object", additionalProperties: false, properties: { name: { type: "string" }, state: { type: "string" } } };

const FREE: readonly (readonly [string, Plain])[] = [
  ["echo hi", { cmd: "echo hi" }],
  ["creates=/x echo hi", { cmd: "echo hi", creates: "/x" }],
  ["echo hi creates=/x", { cmd: "echo hi", creates: "/x" }],
  ["echo  'a  b' chdir='/a b'  # no comment", { cmd: "echo  'a  b' # no comment", chdir: "/a b" }],
  ["PATH=/bin make a=b", { cmd: "PATH=/bin make a=b" }],
  ["cmd=ls", { cmd: "cmd=ls" }],
  ["echo 'it is", { cmd: "echo 'it is" }],
  ["chdir={{ a b }} make {{ x | default('y z') }}", { cmd: "make {{ x | default('y z') }}", chdir: "{{ a b }}" }],
  ["unless_there=/x ls", { cmd: "ls", unless_there: "/x" }],
  ["line one\nline two creates=/x", { cmd: "line one\nline two", creates: "/x" }],
  ["", {}],
];

const PAIRS: readonly (readonly [string, Plain])[] = [
  ["name=x state=present", { name: "x", state: "present" }],
  ["name='a b' state={{ s | default('x y') }}", { name: "a b", state: "{{ s | default('x y') }}" }],
  ["name=a=b", { name: "a=b" }], ["name=", { name: "" }], ["nam=x", { nam: "x" }],
];

describe("[U] parameters written as text", () => {
  const place = { file: "f", line: 2, column: 14, text: "  - command: echo hi creates=/x" };
  for (const [text, expected] of FREE) {
    it(`command: ${JSON.stringify(text)}`, () => { expect(read(COMMAND, text)).to.deep.equal(expected); });
  }
  for (const [text, expected] of PAIRS) {
    it(`apt: ${text}`, () => { expect(read(APT, text)).to.deep.equal(expected); });
  }
  it("refuses words that are no pairs, with their place", () => {
    expect(saidBy(freeForm(APT, "name=x foo", place))).to.deep.equal(['f:2:21 "foo" is not name=value | Write the parameters as `name: value`, one a line, below the module']);
    expect(saidBy(freeForm(APT, "name='x", place))).to.deep.equal(["f:2:14 a quote is not closed"]);
    const named: ObjectSchema = { ...COMMAND, "x-free-form": "file", "properties": { file: { type: "string" }, name: { type: "string" } } };
    const given = freeForm(named, "file=a.yml name=box", place);
    expect(given.ok && given.value.entries.map(({ key }) => key)).to.deep.equal(["file", "name"]);
    expect(saidBy(freeForm(APT, "name=x name=y", place))).to.deep.equal(['f:2:21 "name" is given twice']);
  });
  it("gives every part its place", () => {
    const parsed = freeForm(COMMAND, "echo hi creates=/x", place);
    expect(parsed.ok && parsed.value.entries.map((entry) => [entry.key, entry.keyPlace.column, entry.value.place.column])).to.deep.equal([["cmd", 14, 14], ["creates", 22, 30]]);
  });
  it("a quote before the text counts", () => {
    const quoted = { file: "f", line: 1, column: 12, text: `- command: "echo hi creates=/x"` };
    const parsed = freeForm(COMMAND, "echo hi creates=/x", quoted);
    expect(parsed.ok && parsed.value.entries.map((entry) => quoted.text.slice(entry.value.place.column - 1))).to.deep.equal([`echo hi creates=/x"`, `/x"`]);
  });
  it("words put together again are the text", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const words = splitWords(text);
      if (words === undefined) return;
      for (const word of words) expect(text.slice(word.start, word.end)).to.equal(word.raw);
      expect(words.map((word) => word.raw).join("").replace(/\s/g, "")).to.equal(text.replace(/\s/g, ""));
    }));
  });

  function read(schema: ObjectSchema, text: string): Plain {
    const parsed = freeForm(schema, text, place);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return plainOf(parsed.value);
  }
});
