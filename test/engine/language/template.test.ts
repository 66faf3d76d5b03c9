import { expect } from "chai";
import type { Node } from "#engine/core/node.js";
import { OMIT, Unknown, type Value } from "#engine/core/value.js";
import { checkSyntax } from "#engine/language/check-syntax.js";
import { conditionOf } from "#engine/language/condition.js";
import { isTemplate, renderNode, renderString } from "#engine/language/template.js";
import { blockScalar, list, map, scalar } from "./nodes.js";
import { placeOf, scopeOf } from "./scope-of.js";

const scope = scopeOf({ a: 1, list: [1, 2], t: true, none: null, omit: OMIT, name: "web", u: new Unknown("later"), d: { k: "v" }, s: "x\n" });

describe("[U] strings with templates", () => {
  const cases: readonly [text: string, value: Value][] = [
    ["plain", "plain"], ["{{ a }}", 1], ["{{ list }}", [1, 2]], ["  {{ list }}\n", [1, 2]], ["{{ t }}", true], ["{{ none }}", null], ["{{ d }}", { k: "v" }], ["a{{ none }}b", "ab"], ["{{ t }}!", "True!"],
    ["{% if t %}{{ list }}{% else %}[]{% endif %}", [1, 2]], ["{{ name }}\n", "web\n"], ["{{ name }} ", "web "], ["{{ s }}\n", "x\n"], ["{% set x = [1] %}{{ x + list }}", [1, 1, 2]],
    ["{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(a) }}", "<1>"], ["{% set ns = namespace(l=[]) %}{% for x in list %}{% set ns.l = ns.l + [x * 2] %}{% endfor %}{{ ns.l }}", [2, 4]], ["{% set l = [] %}{% for x in list %}{% set _ = l.append(x) %}{% endfor %}{{ l }}", [1, 2]], ["{% for x in list %}{{ x }}{{ ',' if not loop.last }}{% endfor %}", "1,2"], ["{{ 'x' if not t }}", ""],
    ["#jinja2: trim_blocks: False\n{% if t %}\nx\n{% endif %}\n", "\nx\n"], ["#jinja2: variable_start_string: '[[', variable_end_string: ']]'\n[[ list ]] {{ a }}", "[1, 2] {{ a }}"], ["{% do list %}x", "x"], ["{% filter upper %}a{{ name }}{% endfilter %}", "AWEB"], ["{% with z = list %}{{ z }}{% endwith %}", [1, 2]],
    ["${#array[@]} {{ a }}", "${#array[@]} 1"], ["{{ '{{' }} x }}", "{{ x }}"], ["{% raw %}{{ .State }}{% endraw %}", "{{ .State }}"], ["{{ omit }}", OMIT], ["{{ missing | default(omit) }}", OMIT],
    ["{{ u }} x", new Unknown("later")], ["{% if u %}x{% endif %}", new Unknown("later")], ["{% for x in u %}x{% endfor %}", new Unknown("later")], ["{% for x in list if u %}x{% endfor %}", new Unknown("later")], ["{% if t or u %}x{% endif %}", "x"],
  ];
  for (const [text, value] of cases) {
    it(JSON.stringify(text), () => { expect(renderString(text, placeOf(text), scope)).to.deep.equal({ ok: true, value }); });
  }

  const mistakes: readonly [text: string, code: string, column: number, message: RegExp][] = [
    ["x {{ nmae }}", "undefined-variable", 6, /"nmae" is undefined/], ["{{ a", "syntax-error", 1, /"}}" is missing/], ["{{ a }} {{ (b }}", "syntax-error", 12, /"\(" is never closed/], ["{% if a %}x", "syntax-error", 1, /`{% if %}` is never closed/],
    ["x{% endif %}", "syntax-error", 5, /nothing to close/], ["{% esle %}", "unknown-statement", 4, /no statement "esle"/], ["{% for x of list %}{% endfor %}", "syntax-error", 10, /Expected "in"/], ["{% for a, b in list %}{% endfor %}", "type-error", 1, /2 variables need a list of 2 items/],
    ["{% for x in a %}{% endfor %}", "type-error", 13, /Only a list can be looped over/], ["{% raw %}x", "syntax-error", 1, /never closed/], ["x {{ omit }}", "omit-in-text", 1, /omit/], ["{{ }}", "syntax-error", 4, /no expression/], ["{{ a }} {{ frob(1) }}", "unknown-function", 12, /no function or macro "frob"/], ["{{ name.frob() }}", "unknown-method", 9, /no method "frob"/], ["{% include 'x' %}", "no-templates-here", 12, /template files only/], ["#jinja2: x: 1\n{{ a }}", "bad-header", 1, /sets "x"/], ["{{ caller() }}", "unknown-function", 4, /"caller"/], ["{% set x.y = 1 %}{{ x }}", "type-error", 1, /only attributes of a namespace/],
    ["{{ docker.State }} {{ .Name }}", "syntax-error", 23, /Expected a value/], ["{% for x in list %}{{ x }}{% else %}", "syntax-error", 1, /`{% for %}` is never closed/], ["{{ a }} {% if %}", "syntax-error", 15, /no expression/],
  ];
  for (const [text, code, column, message] of mistakes) {
    it(`${JSON.stringify(text)}: ${code} at ${column}`, () => {
      const result = renderString(text, placeOf(text), scope);
      const error = result.ok ? undefined : result.error;
      expect([error?.code, error?.place?.column]).to.deep.equal([code, column]);
      expect(error?.message).to.match(message);
    });
  }

  it("knows a template when it sees one", () => {
    expect(["{{ a }}", "{% if %}", "{# c #}"].every(isTemplate)).to.equal(true);
    expect(["a", "{ a }", "${#array[@]}", "}}"].some(isTemplate)).to.equal(false);
  });
});

describe("[U] nodes with templates", () => {
  it("renders lists, dictionaries and keys, and leaves out what is omitted", () => {
    const node = map({ plain: scalar(5), "{{ name }}_port": scalar("{{ a }}"), gone: scalar("{{ omit }}"), list: list(scalar("{{ omit }}"), scalar("{{ name }}!"), scalar(null)), deep: map({ x: list(scalar("{{ list }}")) }) });
    expect(renderNode(node, scope)).to.deep.equal({ ok: true, value: { plain: 5, web_port: 1, list: ["web!", null], deep: { x: [[1, 2]] } } });
    expect(renderNode(scalar("{{ omit }}"), scope)).to.deep.equal({ ok: true, value: OMIT });
  });

  it("leaves what is unsafe alone", () => {
    const node: Node = { ...scalar("{{ a }}"), unsafe: true };
    expect(renderNode(node, scope)).to.deep.equal({ ok: true, value: "{{ a }}" });
    expect(checkSyntax({ ...scalar("{{ a"), unsafe: true })).to.deep.equal([]);
  });

  it("keeps `__proto__` a key", () => {
    const rendered = renderNode(map(Object.fromEntries([["__proto__", map({ polluted: scalar(true) })]])), scope);
    expect(rendered.ok && Object.keys(rendered.value as object)).to.deep.equal(["__proto__"]);
  });

  const places: readonly [title: string, node: Node, line: number, column: number, length: number][] = [
    ["plain", scalar("x {{ nope }}"), 3, 15, 4],
    ["single quotes", scalar("x {{ nope }}", "'x {{ nope }}'", "single"), 3, 16, 4],
    ["single quotes with a quote in it", scalar("it's {{ nope }}", "'it''s {{ nope }}'", "single"), 3, 20, 4],
    ["double quotes with escapes", scalar('a"\t{{ nope }}', '"a\\"\\t{{ nope }}"', "double"), 3, 19, 4],
    ["a block", blockScalar("first\nsecond {{ nope }}\n"), 5, 17, 4],
    ["a line that was folded", scalar("one two {{ nope }}", "one"), 3, 10, 1],
  ];
  for (const [title, node, line, column, length] of places) {
    it(`points into ${title}`, () => {
      const result = renderNode(node, scope);
      const place = result.ok ? undefined : result.error.place;
      expect([place?.line, place?.column, place?.length ?? 1]).to.deep.equal([line, column, length]);
      if (length === 4) expect(place?.text.slice(column - 1, column + 3)).to.equal("nope");
    });
  }

  it("checks syntax without values", () => {
    const found = checkSyntax(map({ a: scalar("{{ x | nosuch }}"), b: list(scalar("{{ fine }}"), scalar("{{ 1 + }}")), "{{ k": scalar(1) }));
    expect(found.map(({ code }) => code)).to.deep.equal(["unknown-filter", "syntax-error", "syntax-error"]);
  });
});

describe("[U] conditions of nodes", () => {
  it("takes strings, booleans and lists", () => {
    const parsed = conditionOf(list(scalar("a == 1"), scalar(true), list(scalar("t"))));
    expect(parsed.ok && parsed.value.map(({ source }) => source.text)).to.deep.equal(["a == 1", "true", "t"]);
  });

  const mistakes: readonly [title: string, node: Node, code: string, hint: RegExp][] = [
    ["braces", scalar("{{ a == 1 }}"), "template-in-condition", /without braces: a == 1/], ["nothing", scalar(""), "bad-condition", /leave the keyword out/], ["null", scalar(null), "bad-condition", /leave the keyword out/],
    ["a dictionary", map({ a: scalar(1) }), "bad-condition", /quotes/], ["a mistake", scalar("a = 1"), "syntax-error", /==/],
  ];
  for (const [title, node, code, hint] of mistakes) {
    it(`refuses ${title}`, () => {
      const parsed = conditionOf(node);
      expect(parsed.ok ? "" : parsed.error.code).to.equal(code);
      expect(parsed.ok ? "" : parsed.error.hint).to.match(hint);
    });
  }

  it("points to the column in the file", () => {
    const parsed = conditionOf(scalar("a == 1 and b = 2", "'a == 1 and b = 2'", "single"));
    expect(parsed.ok ? undefined : parsed.error.place?.column).to.equal(24);
  });
});
