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
    const broken = namesInMustache("x\n{{ a | nosuch }}", "a.mustache");
    expect(broken.ok ? undefined : broken.error.place).to.include({ file: "a.mustache", line: 2, column: 8 });
    const brokenJinja = namesInJinja("x\n{{ a | nosuch }}", "a.j2");
    expect(brokenJinja.ok ? undefined : brokenJinja.error.place).to.include({ file: "a.j2", line: 2, column: 8 });
    expect(namesInJinja("{% macro m() %}{{ a }}{% endmacro %}", "a.j2")).to.deep.equal({ ok: true, value: [] });
  });
});
