import { expect } from "chai";
import { parseExpression } from "#engine/language/expression.js";
import { freeNames, namesTested, type FreeName } from "#engine/language/free-names.js";
import { namesInJinja, namesInMustache } from "#engine/language/template-names.js";
import { list, map, scalar } from "./nodes.js";
import { placeOf } from "./scope-of.js";

/** `a` as it is, `a?` when guarded. */
function written(names: readonly FreeName[]): string {
  return names.map(({ name, guarded }) => guarded ? `${name}?` : name).join(" ");
}

describe("[U] names that something refers to", () => {
  const expressions: readonly [text: string, names: string][] = [
    ["a + b.c[d]", "a b d"], ["a | default(b)", "a? b"], ["a.b | d(1)", "a?"], ["a is defined", "a?"], ["a.b is not defined and a.b", "a? a?"], ["a is defined and a == 1", "a? a?"], ["a == 1 and a is defined", "a a?"], ["a is undefined or a == 1", "a? a?"],
    ["a if a is defined else b", "a? a? b"], ["b if a is not defined else a", "a? b a?"], ["f(a) | join(b, c=d)", ""], ["[a, {'k': b, c: 1}]", "a b c"], ["a.method(b)", ""], ["a.get(b)", "a b"], ["x | map('extract', hostvars) | list", "x hostvars"], ["(a | default([])) + a", "a? a"], ["a | upper | default('x')", "a?"],
    ["lookup('env', a)", "a"], ["not a", "a"], ["a[1:b]", "a b"],
  ];
  for (const [text, names] of expressions) {
    const parsed = parseExpression(text, placeOf(text));
    if (names === "") it(`${text} does not parse`, () => { expect(parsed.ok).to.equal(false); });
    else it(`${text}: ${names}`, () => { expect(parsed.ok && written(freeNames(parsed.value))).to.equal(names); });
  }

  it("knows where they stand", () => {
    const [name] = freeNames(scalar("x {{ port }}"));
    expect(name?.place).to.include({ line: 3, column: 15, length: 4 });
  });

  it("walks nodes, keys and statements", () => {
    expect(written(freeNames(map({ "{{ k }}": list(scalar("{{ a }} {{ b | default(1) }}"), scalar("plain")) })))).to.equal("k a b?");
    expect(written(freeNames(scalar("{% for x in xs if x.ok %}{{ x }}{{ y }}{{ loop.index }}{% endfor %}{{ x }}")))).to.equal("xs y x");
    expect(written(freeNames(scalar("{% set v = a %}{{ v }}{% if b is defined %}{{ b }}{% set w = 1 %}{% endif %}{{ w }}{{ b }}")))).to.equal("a b? b? b");
    expect(written(freeNames(scalar("{% set v %}{{ a }}{% endset %}{{ v }}")))).to.equal("a");
  });

  it("lets a condition of the task guard its parameters", () => {
    const when = parseExpression("port is defined and other == 1", placeOf(""));
    expect(when.ok && [...namesTested(when.value)]).to.deep.equal(["port"]);
    expect(written(freeNames(scalar("{{ port }} {{ other }}"), new Set(["port"])))).to.equal("port? other");
  });

  it("reads template files", () => {
    const jinja = namesInJinja("{% for u in users %}{{ u.name }} {{ domain }}\n{% endfor %}{{ x | default(1) }}", "a.j2");
    expect(jinja.ok && written(jinja.value)).to.equal("users domain x?");
    const mustache = namesInMustache("{{ a }}{{# users }}{{ name }}{{.}}{{/ users }}{{^ b }}{{ c }}{{/ b }}{{> part }}", "a.mustache");
    expect(mustache.ok && written(mustache.value)).to.equal("a users name? b? c?");
    const files: Readonly<Record<string, string>> = { part: "{{ deep }}{{> again }}", again: "{{> part }}{{ more }}" };
    const partial = (name: string): { path: string; text: string } | undefined => Object.hasOwn(files, name) ? { path: `${name}.mustache`, text: files[name] ?? "" } : undefined;
    const followed = namesInMustache("{{ a }}{{> part }}{{# users }}{{> nosuch }}{{/ users }}", "a.mustache", { partial });
    expect(followed.ok && written(followed.value)).to.equal("a deep more users");
    const missing = namesInMustache("x\n{{> nosuch }}", "a.mustache", { partial });
    expect(missing.ok ? undefined : missing.error).to.deep.include({ code: "missing-partial", hint: "It was looked for as nosuch.mustache." });
    const broken = namesInMustache("x\n{{ a | nosuch }}", "a.mustache");
    expect(broken.ok ? undefined : broken.error.place).to.include({ file: "a.mustache", line: 2, column: 8 });
    const brokenJinja = namesInJinja("x\n{{ a | nosuch }}", "a.j2");
    expect(brokenJinja.ok ? undefined : brokenJinja.error.place).to.include({ file: "a.j2", line: 2, column: 8 });
  });

  describe("in templates with files and macros", () => {
    const files: Readonly<Record<string, string>> = {
      "macros.j2": "{% macro line(k, v=port) %}{{ k }}{{ v }}{{ deep }}{% endmacro %}{% set exported = 1 %}", "part.j2": "{{ item }} {{ partial }} {{ frob() }}", "plain.j2": "{{ item }} {{ partial }}",
      "base.j2": "{{ title }}{% block body %}{{ replaced }}{% endblock %}{% block foot %}{{ footer }}{{ shown }}{% endblock %}", "a.j2": "{% include 'a.j2' %}{{ again }}", "bad.j2": "x\n{{ 1 + }}",
    };
    const finder = { find: (name: string) => Object.hasOwn(files, name) ? { path: `templates/${name}`, text: files[name] ?? "" } : undefined, searched: (name: string) => [`templates/${name}`] };
    const names = (text: string): string => {
      const found = namesInJinja(text, "main.j2", { finder });
      return found.ok ? written(found.value) : `${found.error.code} ${found.error.place?.file ?? ""}:${found.error.place?.line ?? 0}:${found.error.place?.column ?? 0}`;
    };
    const cases: readonly [text: string, found: string][] = [
      ["{% macro m(p, q=r) %}{{ p }}{{ q }}{{ x }}{{ varargs }}{{ kwargs }}{{ caller() }}{% endmacro %}{{ m(y) }}", "r x y?"],
      ["{% macro a() %}{{ b() }}{{ top }}{% endmacro %}{% macro b() %}{% endmacro %}{% set top = 1 %}{{ a() }}", ""],
      ["{% call(u, v) m() %}{{ u }}{{ v }}{{ w }}{% endcall %}{% macro m() %}{% endmacro %}", "unknown-function main.j2:1:15"], ["{% macro m() %}{% endmacro %}{% call(u) m() %}{{ u }}{{ w }}{% endcall %}", "w"],
      ["{% for a, (b, c) in list if a and d %}{{ a }}{{ b }}{{ c }}{{ loop.index }}{% else %}{{ a }}{% endfor %}{{ loop }}", "list d a loop"], ["{% for i in l %}{% set x = i %}{% endfor %}{{ x }}", "l x"], ["{% if t %}{% set x = 1 %}{% endif %}{{ x }}", "t"],
      ["{% with a = b, c = a %}{{ a }}{{ c }}{% endwith %}{{ a }}", "b a a"], ["{% set x | upper %}{{ y }}{% endset %}{{ x }}{% filter indent(w) %}{{ z }}{% endfilter %}", "y z w"], ["{% set ns.a = v %}{{ ns.a }}", "v ns"],
      ["{% block a %}{{ x }}{{ late }}{{ super() }}{% endblock %}{% set late = 1 %}{{ self.a() }}", "x"], ["{% for i in l %}{% block a scoped %}{{ i }}{% endblock %}{% block b %}{{ i }}{% endblock %}{% endfor %}", "l i"],
      ["{% for item in l %}{% include 'plain.j2' %}{% endfor %}", "l partial"], ["{% for item in l %}{% include 'part.j2' %}{% endfor %}", "unknown-function templates/part.j2:1:29"], ["{% include 'plain.j2' without context %}", ""], ["{% macro frob() %}{% endmacro %}{% include ['no.j2', 'part.j2'] %}", "item partial"],
      ["{% import 'macros.j2' as m %}{{ m.line(k, k + 1) }}{{ m.exported }}{{ m.frob() }}", "k? k?"], ["{% set x = y %}{{ x }}", "y"], ["{% set x = y %}{{ x.z | default(1) }}", "y?"], ["{% from 'macros.j2' import line as l, exported with context %}{{ l(1) }}{{ exported }}{{ line }}", "port deep line"], ["{{ x.frob() }}", "unknown-method main.j2:1:6"],
      ["{% extends 'base.j2' %}{% set title = 1 %}{% block body %}{{ mine }}{% endblock %}", "footer shown mine"], ["{% include 'a.j2' %}", "again"], ["{% include 'bad.j2' %}", "syntax-error templates/bad.j2:2:8"], ["{% include name ~ '.j2' %}", "name"],
      ["{% include 'no.j2' %}", "template-not-found main.j2:1:12"], ["{% include 'no.j2' ignore missing %}{% if t %}{% include 'no.j2' %}{% endif %}", "t"], ["{% if x is defined %}{% include 'plain.j2' %}{{ x }}{% endif %}", "x? item partial x?"], ["{{ frob(1) }}", "unknown-function main.j2:1:4"],
    ];
    for (const [text, found] of cases) it(text, () => { expect(names(text)).to.equal(found); });
  });
});
