import { expect } from "chai";
import fc from "fast-check";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value } from "#engine/core/value.js";
import { renderJinja, type TemplateFinder } from "#engine/language/jinja-file.js";
import { namesInJinja } from "#engine/language/template-names.js";
import { placeOf, scopeOf } from "./scope-of.js";
import { renderString } from "#engine/language/template.js";

const variables: Readonly<Record<string, Value>> = { a: 1, list: [1, [2, 3], "x"], d: { k: "v", __proto__: null }, t: true, s: "text", u: new Unknown("later"), pw: new Secret("hunter2hunter2"), n: null };
const names = ["a", "list", "d", "t", "s", "u", "pw", "n", "m", "ns", "loop", "self", "caller", "super", "varargs", "kwargs", "x", "constructor", "__proto__", "prototype", "toString", "__class__", "globalThis", "process", "Function", "hasOwnProperty", "call", "define", "written", "asValue", "what"];
const files: Readonly<Record<string, string>> = { "m.j2": "{% macro m(x=1) %}{{ x }}{{ caller() if caller is defined }}{% endmacro %}", "base.j2": "<{% block b %}{{ s }}{% endblock %}>", "self.j2": "{% include 'self.j2' %}", "odd.j2": "{{ constructor }}{% if %}" };
const finder: TemplateFinder = { find: (name) => Object.hasOwn(files, name) ? { path: name, text: files[name] ?? "" } : undefined, searched: (name) => [name] };

const name = fc.constantFrom(...names);
const expression = fc.oneof(
  name, fc.tuple(name, name).map(([a, b]) => `${a}.${b}`), fc.tuple(name, name).map(([a, b]) => `${a}['${b}']`), fc.tuple(name, name, name).map(([a, b, c]) => `${a}.${b}(${c})`), fc.tuple(name, name).map(([a, b]) => `${a}(${b}, k=${a})`), fc.tuple(name, name).map(([a, b]) => `${a}(*${b}, **${a})`),
  fc.tuple(name, fc.constantFrom("default('z')", "upper", "list", "length", "join", "map('upper')", "attr('constructor')", "string")).map(([a, f]) => `${a} | ${f}`), fc.constantFrom("namespace(a=1)", "[]", "{}", "range(3)", "'%s' % list", "''.constructor", "[].constructor.constructor('return 1')()", "cycler(1, 2)", "dict(a=1)", "list[0:2]", "'{0.__class__}'.format(a)"),
);
const { template } = fc.letrec<{ template: string; piece: string }>((tie) => ({
  template: fc.array(tie("piece"), { maxLength: 4 }).map((pieces) => pieces.join("")),
  piece: fc.oneof({ maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("text ", "\n  ", "{# c #}", "{% raw %}{{ x }}{% endraw %}", "{%- ", "{% endif %}", "{{", "%}", "{% break %}", "{% continue %}"), expression.map((e) => `{{ ${e} }}`), expression.map((e) => `{{- ${e} -}}`), fc.tuple(name, expression).map(([n, e]) => `{% set ${n} = ${e} %}`), fc.tuple(name, name, expression).map(([n, m, e]) => `{% set ${n}.${m} = ${e} %}`), expression.map((e) => `{% do ${e} %}`),
    fc.tuple(expression, tie("template"), tie("template")).map(([e, a, b]) => `{% if ${e} %}${a}{% else %}${b}{% endif %}`), fc.tuple(name, expression, tie("template"), fc.constantFrom("", " recursive", " if loop is defined")).map(([n, e, b, r]) => `{% for ${n} in ${e}${r} %}${b}{% else %}-{% endfor %}`), fc.tuple(name, name, tie("template")).map(([n, p, b]) => `{% macro ${n}(${p}, q=${p}) %}${b}{% endmacro %}`),
    fc.tuple(expression, tie("template")).map(([e, b]) => `{% call(x) ${e} %}${b}{% endcall %}`), fc.tuple(name, tie("template")).map(([n, b]) => `{% set ${n} | upper %}${b}{% endset %}`), fc.tuple(fc.constantFrom("upper", "constructor", "default('x') | trim"), tie("template")).map(([f, b]) => `{% filter ${f} %}${b}{% endfilter %}`), fc.tuple(name, tie("template")).map(([n, b]) => `{% block ${n} %}${b}{% endblock %}`),
    fc.tuple(name, expression, tie("template")).map(([n, e, b]) => `{% with ${n} = ${e} %}${b}{% endwith %}`), fc.constantFrom(...Object.keys(files), "nosuch.j2", "../x").map((f) => `{% include '${f}' %}`), fc.tuple(fc.constantFrom(...Object.keys(files)), name).map(([f, n]) => `{% import '${f}' as ${n} with context %}`), fc.tuple(fc.constantFrom(...Object.keys(files)), name).map(([f, n]) => `{% from '${f}' import ${n} %}`), fc.constantFrom(...Object.keys(files)).map((f) => `{% extends '${f}' %}`)),
}));

/** Traces of the host language, which no template may reach. */
const HOST = /\[native code\]|\[object |function \w*\(|class \w+ extends/;

describe("[U] templates, whatever they are", () => {
  it("give a text, or a diagnostic with a place, in no time; nothing of the host language, and no secret", () => {
    fc.assert(fc.property(template, (text) => {
      const start = performance.now();
      for (const result of [renderJinja(text, "x.j2", scopeOf(variables), { finder }), renderString(text, placeOf(text), scopeOf(variables)), namesInJinja(text, "x.j2", { finder })]) {
        if (!result.ok) expect(result.error.place, `${result.error.code} has a place`).to.not.equal(undefined);
        const shown = result.ok ? JSON.stringify(result.value) : `${result.error.message} ${result.error.hint ?? ""}`;
        expect(shown).to.not.match(HOST);
        expect(shown).to.not.include("hunter2");
      }
      expect(performance.now() - start).to.be.lessThan(5000);
    }), { numRuns: 3000 });
    expect(Object.getOwnPropertyNames(Object.prototype)).to.not.include.members(["k"]);
  });
});
