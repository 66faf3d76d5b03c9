import { expect } from "chai";
import fc from "fast-check";
import { ok } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { evaluate } from "#engine/language/evaluate.js";
import { parseExpression } from "#engine/language/expression.js";
import { freeNames } from "#engine/language/free-names.js";
import { filterNames, findFilter } from "#engine/language/filters/index.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { renderMustache } from "#engine/language/mustache-file.js";
import { toJson } from "#engine/language/json-text.js";
import { representation } from "#engine/language/python-text.js";
import { renderString } from "#engine/language/template.js";
import { testNames } from "#engine/language/tests/index.js";
import { placeOf, scopeOf, valueOf } from "./scope-of.js";

const scope = scopeOf({ a: 1, s: "text", l: [1, "x"], d: { k: "v" }, t: true, none: null });
const words = ["a", "s", "l", "d", "none", "nope", "and", "or", "not", "in", "is", "if", "else", "defined", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "+", "-", "*", "**", "/", "//", "%", "~", "==", "!=", "<", ">=", "=", "'x'", "1", "2.5", "default", "upper", "map", "join", "__proto__", "constructor", "range", "{{", "}}", "{%", "%}", "{#", "#}", "for", "endfor", "endif", "set", "raw", "endraw", "\n", " "];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(" "));
const anyText = fc.oneof(soup, fc.string({ unit: "binary", maxLength: 60 }), soup.map((text) => `{{ ${text} }}`), soup.map((text) => `{% ${text} %}`));
const plain = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof({ depthSize: "small" }, fc.constant(null), fc.boolean(), fc.integer({ min: -1e9, max: 1e9 }), fc.string({ unit: "grapheme" }), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true })),
})).value;

describe("[U] language, for any input", () => {
  it("parsing and evaluating any text gives a value or a diagnostic with a place", () => {
    fc.assert(fc.property(anyText, (text) => {
      const parsed = parseExpression(text, placeOf(text));
      const result = parsed.ok ? evaluate(parsed.value, scope) : parsed;
      if (!result.ok) expect(result.error.place?.column).to.be.within(1, text.length + 1);
      if (parsed.ok) expect(freeNames(parsed.value).every(({ place }) => place.column >= 1)).to.equal(true);
    }), { numRuns: 3000 });
  });

  it("rendering any text gives a value or a diagnostic with a place", () => {
    fc.assert(fc.property(anyText, (text) => {
      const results = [renderString(text, placeOf(text), scope), renderMustache(text, "x.mustache", scope)];
      results.push(renderJinja(text.replaceAll("{%", "{% if"), "x.j2", scope), renderJinja(text, "x.j2", scope));
      for (const result of results) if (!result.ok) expect(result.error.place?.line).to.be.at.least(1);
    }), { numRuns: 2000 });
  });

  it("every filter and test takes any value without breaking", () => {
    fc.assert(fc.property(plain, plain, (value, argument) => {
      const here = scopeOf({ value, argument });
      for (const text of [...filterNames().flatMap((name) => [`value | ${name}`, `value | ${name}(argument)`]), ...testNames().filter((name) => /^\w+$/.test(name)).flatMap((name) => [`value is ${name}`, `value is ${name}(argument)`])]) {
        const parsed = parseExpression(text, placeOf(text));
        if (parsed.ok) evaluate(parsed.value, here);
      }
    }), { numRuns: 60 });
  });

  it("no filter, test or method of the host language can be reached by any name", () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) expect(findFilter(name), name).to.equal(undefined);
    fc.assert(fc.property(fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(Array.prototype), ...Object.getOwnPropertyNames(String.prototype)), fc.constantFrom("s", "l", "d"), (name, target) => {
      const parsed = parseExpression(`${target}['${name}'] is defined`, placeOf(""));
      expect(parsed.ok && evaluate(parsed.value, scope)).to.deep.equal({ ok: true, value: false });
    }));
  });

  it("a value written as JSON is read back the same", () => {
    fc.assert(fc.property(plain, (value) => {
      expect(normal(valueOf("v | to_json | from_json", { v: value }))).to.deep.equal(normal(value));
      expect(normal(valueOf("v | to_nice_json(indent=2) | from_json", { v: value }))).to.deep.equal(normal(value));
      expect(toJson(value, { sort: false, ascii: true })).to.match(/^[\x20-\x7f]*$/);
    }));
  });

  it("a lone point in YAML is a text", () => {
    expect(valueOf("'.: .' | from_yaml")).to.deep.equal({ ".": "." });
  });

  it("a value written as YAML is read back the same", () => {
    fc.assert(fc.property(plain, (value) => {
      for (const name of ["to_yaml", "to_nice_yaml", "to_nice_yaml(indent=2)"]) expect(normal(valueOf(`v | ${name} | from_yaml`, { v: value })), name).to.deep.equal(normal(value));
    }), { numRuns: 300 });
  });

  it("a value written as an expression evaluates to itself", () => {
    fc.assert(fc.property(plain, (value) => {
      expect(normal(valueOf(representation(value)))).to.deep.equal(normal(value));
    }), { numRuns: 300 });
  });

  it("equal values are equal, and sorting puts numbers in order", () => {
    fc.assert(fc.property(plain, (value) => { expect(valueOf("a == b", { a: value, b: structuredClone(value) })).to.equal(true); }));
    fc.assert(fc.property(fc.array(fc.integer()), (numbers) => { expect(valueOf("l | sort", { l: numbers })).to.deep.equal([...numbers].sort((a, b) => a - b)); }));
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }), (l, from, to) => { expect(valueOf("l[from:to]", { l, from, to })).to.deep.equal(l.slice(from, to)); }));
  });

  it("a variable's error is passed on as it is", () => {
    const error = { severity: "error", code: "x", message: "m", place: placeOf("elsewhere") } as const;
    const parsed = parseExpression("a ~ b", placeOf("a ~ b"));
    expect(parsed.ok && evaluate(parsed.value, { get: (name) => name === "a" ? ok("a") : { ok: false, error }, names: () => ["a", "b"] })).to.deep.equal({ ok: false, error });
  });
});

/** As plain objects, with -0 as 0. */
function normal(value: Value): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
