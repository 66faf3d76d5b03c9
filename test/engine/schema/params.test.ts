import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { OMIT, Unknown, type ValueMap } from "#engine/core/value.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import { checkParamsStatically } from "#engine/schema/check-params.js";
import { paramDiagnostics, resolveParams } from "#engine/schema/resolve-params.js";
import { said } from "#test/engine/load/said.js";
import type { MapNode } from "#engine/core/node.js";
import { parse } from "./parse.js";

const COPY: ObjectSchema = {
  type: "object", required: ["path"], additionalProperties: false, "x-exclusive": [["content", "src"]], "x-required-one-of": [["content", "src"]],
  properties: {
    path: { type: "string", "x-aliases": ["dest", "name"] },
    content: { type: "string", "x-may-be-secret": true },
    src: { type: "string" },
    mode: { type: "string", "x-mode": true },
    force: { type: "boolean", default: true },
    state: { type: "string", enum: ["present", "absent"], default: "present" },
    log: { type: "string", enum: ["on", "off", "low"] },
    names: { type: "array", items: { type: "string" }, "x-list": true },
    count: { type: "integer", minimum: 0 },
    ratio: { type: "number" },
    either: { type: ["string", "boolean"] },
    password: { type: "string", "x-secret": true },
    pin: { type: "string", "x-secret": true, pattern: "^[0-9]+$" },
    env: { type: "object", additionalProperties: { type: "string" } },
    users: { type: "array", items: { type: "object", required: ["name"], additionalProperties: false, properties: { name: { type: "string" }, password: { type: "string", "x-secret": true }, admin: { type: "boolean" } } } },
    that: { type: "array", "x-expression": true, "x-list": true },
    empty: { type: ["string", "null"] },
    release: { type: "string", pattern: "^[a-z]+$" },
  },
};

const STATIC: readonly (readonly [string, string, readonly string[]])[] = [
  ["nothing wrong", "path: /x\ncontent: a\nmode: 0644\nnames: a,b\nforce: 'no'\ncount: '5'\nlog: on\nempty:\nusers: [{name: a, admin: yes}]", []],
  ["templates for anything", "path: '{{ a }}'\nsrc: b\ncount: '{{ x }}'\nforce: '{{ z }}'\nstate: '{{ s }}'\nmode: '{{ m }}'\nnames: '{{ l }}'\nenv: '{{ e }}'", []],
  ["a parameter mistyped: once", "pth: /x\ncontent: a", ['f:1:1 "pth" is not a parameter of copy | Did you mean "path"?']],
  ["an alias mistyped: once", "dests: /x\ncontent: a", ['f:1:1 "dests" is not a parameter of copy | Did you mean "dest"?']],
  ["a parameter that looks like no other", "path: /x\ncontent: a\nzzzzzz: b", ['f:3:1 "zzzzzz" is not a parameter of copy | tsplay doc copy lists them']],
  ["one parameter under two names", "dest: /x\npath: y\nsrc: b", ['f:2:1 "path" and "dest" are the same parameter | Remove one of them']],
  ["a parameter that is there but empty", "path:\nsrc: b", ['f:1:1 copy needs "path"']],
  ["no text where text of some form is wanted", "path: /x\nsrc: a\nrelease: ''", []],
  ["neither of two", "path: /x", ['f:1:1 copy needs "content" or "src"']],
  ["both of two, one of which can be omitted", "path: /x\nsrc: '{{ a | default(omit) }}'\ncontent: '{{ b | default(omit) }}'", []],
  ["both of two, and a word that only looks like omit", "path: /x\nsrc: '{{ omitted }}'\ncontent: b", ['f:2:1 "content" and "src" exclude each other | Remove one of them']],
  ["both of two", "path: /x\nsrc: a\ncontent: b", ['f:2:1 "content" and "src" exclude each other | Remove one of them']],
  ["wrong types", "path: [1]\nsrc: yes\nforce: maybe\ncount: -1\nenv: {A: [1]}\nratio: x", [
    'f:1:7 "path" must be text, not a list',
    "f:2:6 \"src\" must be text, not true | Put it in quotes if text is meant; YAML reads yes, no, on and off as true or false",
    'f:3:8 "force" must be true or false, not "maybe"',
    'f:4:8 "count" must be at least 0, not the number -1',
    'f:5:10 "env.A" must be text, not a list',
    'f:6:8 "ratio" must be a number, not "x"',
  ]],
  ["a choice mistyped", "path: x\nsrc: y\nstate: presnt", ['f:3:8 "state" must be one of present, absent, not "presnt" | Did you mean "present"?']],
  ["what lies deeper", "path: x\nsrc: y\nusers: [{nam: a}, {name: b, admin: x}]", ['f:3:10 "users[0]" takes no "nam" | Did you mean "name"?', 'f:3:36 "users[1].admin" must be true or false, not "x"']],
  ["a decimal mode", "path: x\nsrc: y\nmode: 644", ['f:3:7 "mode" is the decimal number 644: without a leading 0 it is not octal | Write it as "0644"']],
  ["a mode that is none", "path: x\nsrc: y\nmode: rwx", ['f:3:7 "mode" is not a file mode | Write it as "0644" or as chmod does: "u=rw,go=r"']],
  ["a number where text is meant", "path: 1.10\nsrc: 5", ['warning: f:1:7 "path" is text, and YAML reads 1.10 as the number 1.1 | Put it in quotes: "1.10"']],
  ["a keyword of the task that was indented too far", "path: /x\ncontent: a\nregister: b", ['f:3:1 "register" is not a parameter of copy | `register` is a keyword of the task: write it beside `copy`, in the same column']],
  ["k=v words", "path=/x src=y forc=no", ['f:1:15 "forc" is not a parameter of copy | Did you mean "force"?']],
  ["words that are none", "/x", ['f:1:1 "/x" is not name=value | Write the parameters as `name: value`, one a line, below the module']],
  ["a list", "- a", ["f:1:1 the parameters of copy must be a dictionary, not a list"]],
];

describe("[U] parameters before the run", () => {
  for (const [title, text, expected] of STATIC) {
    it(title, () => { expect([...said(checkParamsStatically(COPY, parse(text), "copy"))].sort()).to.deep.equal([...expected].sort()); });
  }
  it("no parameters at all", () => {
    expect(said(checkParamsStatically(COPY, undefined, "copy"))).to.deep.equal(['copy needs "path"', 'copy needs "content" or "src"']);
  });
  it("a module that takes any", () => {
    expect(checkParamsStatically({ type: "object", properties: {}, additionalProperties: true }, parse("a: 1\nb: [x]"), "set_fact")).to.deep.equal([]);
  });
});

const RESOLVED: readonly (readonly [string, ValueMap, ValueMap])[] = [
  ["defaults and aliases", { dest: "/p" }, { path: "/p", force: true, state: "present" }],
  ["words to true and false", { force: "no", either: "no" }, { force: false, either: "no" }],
  ["numbers to text and back", { path: 5, count: "7", ratio: "1.5", names: [1, 2] }, { path: "5", count: 7, ratio: 1.5, names: ["1", "2"] }],
  ["text to a list", { names: "a, b,c," }, { names: ["a", "b", "c"] }],
  ["version ranges, commas and all", { names: "celery[redis]>=5.3,<6, b" }, { names: ["celery[redis]>=5.3,<6", "b"] }],
  ["one value to a list", { names: 8080 }, { names: ["8080"] }],
  ["YAML's octal to a mode", { mode: 420 }, { mode: "0644" }],
  ["modes as text", { mode: "644" }, { mode: "0644" }],
  ["modes with four digits", { mode: 0o1777 }, { mode: "1777" }],
  ["symbolic modes", { mode: "u=rwX,go=" }, { mode: "u=rwX,go=" }],
  ["on and off where words are listed", { log: true }, { log: "on" }],
  ["null as left out", { state: null, count: null, empty: null }, { state: "present", empty: null }],
  ["no text where text of some form is wanted as left out", { release: "", content: "" }, { content: "" }],
  ["omit as left out", { force: OMIT, names: ["a", OMIT], env: { A: OMIT, B: "b" } }, { force: true, names: ["a"], env: { B: "b" } }],
  ["values deeper down", { users: [{ name: 5, admin: "yes" }], env: { A: 1 } }, { users: [{ name: "5", admin: true }], env: { A: "1" } }],
  ["secrets as the plain text they are, brought to their types", { env: { A: new Secret("s3cr3t") }, count: new Secret("5"), names: [new Secret("a"), "b"], force: new Secret("yes") }, { env: { A: "s3cr3t" }, count: 5, names: ["a", "b"], force: true }],
  ["__proto__ as a name like any other", { env: JSON.parse('{"__proto__": "x"}') as ValueMap }, { env: JSON.parse('{"__proto__": "x"}') as ValueMap }],
];

const REFUSED: readonly (readonly [string, ValueMap, readonly string[]])[] = [
  ["an unknown parameter", { pth: "x" }, ['pth: "pth" is not a parameter of copy | Did you mean "path"?']],
  ["wrong types", { count: "x", force: "maybe" }, ['force: "force" must be true or false, not "maybe"', 'count: "count" must be a whole number, not "x"']],
  ["a decimal mode", { mode: 644 }, ['mode: "mode" is the decimal number 644, not the octal mode 644 | Write it in quotes: "0644"']],
  ["true where text is wanted", { src: true }, ["src: \"src\" must be text, not true | Put it in quotes if text is meant; YAML reads yes, no, on and off as true or false"]],
  ["two names for one", { dest: "a", name: "b" }, ['path: "path" is given twice, under two of its names | Remove one of them']],
  ["a fraction for a whole number", { count: 1.5 }, ['count: "count" must be a whole number, not the number 1.5']],
];

describe("[U] parameters after rendering", () => {
  for (const [title, given, expected] of RESOLVED) {
    it(title, () => {
      const resolved = resolve(given);
      expect(resolved).to.deep.include({ path: "/p", content: "c", ...expected });
      if (given["count"] === null) expect(resolved).to.not.have.property("count");
    });
  }
  for (const [title, given, expected] of REFUSED) {
    it(`refuses ${title}`, () => {
      const resolved = resolveParams(COPY, { ...("dest" in given ? {} : { path: "/p" }), ...("src" in given ? {} : { content: "c" }), ...given }, "copy");
      expect(resolved.ok ? [] : resolved.error.map(({ path, message, hint }) => `${path.join(".")}: ${message}${hint === undefined ? "" : ` | ${hint}`}`)).to.have.members([...expected]);
    });
  }
  it("wraps secrets, and never shows them in a message", () => {
    expect(resolve({ password: "geheim" })["password"]).to.be.instanceOf(Secret).and.satisfy((secret: Secret) => secret.reveal() === "geheim");
    expect((resolve({ users: [{ name: "a", password: 123 }] })["users"] as readonly ValueMap[])[0]?.["password"]).to.be.instanceOf(Secret);
    const kept = new Secret("geheim");
    expect(resolve({ content: kept, password: kept })).to.include({ content: kept, password: kept });
    expect(JSON.stringify(resolveParams(COPY, { path: "/p", content: "c", pin: "geheim" }, "copy"))).to.include('has not the right form: ***').and.not.include("geheim");
    const refused = resolveParams(COPY, { path: "/p", src: kept, names: kept, mode: kept }, "copy");
    expect(JSON.stringify(refused)).to.not.include("geheim");
  });
  it("lets pass what is unknown, and says so", () => {
    const because = new Unknown("the result of \"Ask\"");
    expect(resolveParams(COPY, { path: "/p", content: "c", count: because, names: ["a", because] })).to.deep.equal({
      ok: true, value: { unknown: 'the result of "Ask"', values: { force: true, state: "present", path: "/p", content: "c", count: because, names: ["a", because] } },
    });
  });
  it("hands on evaluated expressions as they are", () => {
    const that = [{ text: "x", value: new Unknown("y") }];
    expect(resolveParams(COPY, { path: "/p", content: "c", that: that })).to.deep.equal({ ok: true, value: { values: { force: true, state: "present", path: "/p", content: "c", that } } });
  });
  it("makes a list of one expression where a list is wanted", () => {
    const one = { text: "x", value: true };
    const resolved = resolveParams(COPY, { path: "/p", content: "c", that: one });
    expect(resolved.ok && resolved.value.values["that"]).to.deep.equal([one]);
  });
  it("puts errors where the task gives the parameter, aliases too", () => {
    const node = parse("dest: '{{ d }}'\nsrc: x\nnames:\n  - a\n  - '{{ b }}'") as MapNode;
    const resolved = resolveParams(COPY, { dest: [], src: "x", names: ["a", {}] }, "copy");
    expect(resolved.ok ? [] : said(paramDiagnostics(COPY, resolved.error, node))).to.deep.equal(['f:1:7 "path" must be text, not a list', 'f:5:5 "names[1]" must be text, not a dictionary']);
  });
});

function resolve(given: ValueMap): ValueMap {
  const resolved = resolveParams(COPY, { path: "/p", content: "c", ...given, ...("dest" in given ? { path: OMIT, dest: "/p" } : {}) }, "copy");
  if (!resolved.ok) throw new Error(resolved.error.map((each) => each.message).join("\n"));
  return resolved.value.values;
}
