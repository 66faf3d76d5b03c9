import { expect } from "chai";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import { ParsedTemplates, renderJinja, type TemplateFinder } from "#engine/language/jinja-file.js";
import { DEFAULT_SETTINGS } from "#engine/language/template-settings.js";
import { scopeOf } from "./scope-of.js";

const scope = scopeOf({ host: "db1", users: [{ name: "bob" }, { name: "eve" }], t: true, l: [1, 2], u: new Unknown("later"), d: { a: 1 }, pw: new Secret("s3cret") });
const files: Readonly<Record<string, string>> = {
  "macros.j2": "{% macro good(x) %}<{{ x }}>{% endmacro %}\n{% macro bad(x) %}\n  {{ x }} {{ nope }}\n{% endmacro %}\n{% macro fail(x) %}{{ x.y.z }}{% endmacro %}", "loop.j2": "a\n{% include 'loop.j2' %}", "ping.j2": "{% include 'pong.j2' %}", "pong.j2": "{% include 'ping.j2' %}",
  "base.j2": "[{% block a %}base {{ hots }}{% endblock %}]", "part.j2": "one\n two {{ nope }}\n", "syntax.j2": "x\n{% if %}", "unknown.j2": "{{ u }}", "own.j2": "#jinja2: trim_blocks: False\n{{ host }}\n", "up.j2": "{% include '../x.j2' %}",
};
const finder: TemplateFinder = { find: (name) => Object.hasOwn(files, name) ? { path: `templates/${name}`, text: files[name] ?? "" } : undefined, searched: (name) => [`templates/${name}`, name] };
const render = (text: string) => renderJinja(text, "pg.j2", scope, { finder });

function mistake(result: Result<unknown, Diagnostic>): Diagnostic {
  if (result.ok) throw new Error("there is nothing wrong with it");
  return result.error;
}

function placed({ place }: Diagnostic): string {
  return `${place?.file ?? ""}:${place?.line ?? 0}:${place?.column ?? 0}`;
}

// What templates give is compared with Ansible in oracle.test.ts and templates.test.ts.
describe("[U] j2 templates", () => {
  const mistakes: readonly [text: string, code: string, at: string, message: RegExp, hint?: RegExp][] = [
    ["#jinja2: trim_blocks: False\nx\n{% if t %}{{ hst }}{% endif %}\n", "undefined-variable", "pg.j2:3:14", /"hst" is undefined/, /Did you mean "host"/],
    ["#jinja2: trim_block: False\nx\n", "bad-header", "pg.j2:1:1", /trim_block/, /Did you mean "trim_blocks"/], ["#jinja2: trim_blocks: 1\n", "bad-header", "pg.j2:1:1", /to "1"/, /True or False/], ["#jinja2: variable_start_string: [[\n", "bad-header", "pg.j2:1:1", /\[\[/, /in quotes/],
    ["#jinja2: variable_start_string: '{%'\n", "bad-settings", "pg.j2:2:1", /different marks/], ["#jinja2: line_statement_prefix: '%'\n", "bad-header", "pg.j2:1:1", /line_statement_prefix/],
    ["{% import 'macros.j2' as m %}\n{{ m.bad(1) }}", "undefined-variable", "templates/macros.j2:3:14", /"nope" is undefined/], ["{% from 'macros.j2' import good %}\n {{ good(nope) }}", "undefined-variable", "pg.j2:2:10", /"nope" is undefined/],
    ["{% from 'macros.j2' import good %}{{ good() }}", "undefined-variable", "templates/macros.j2:1:15", /argument "x" of the macro "good" was not given/], ["{% from 'macros.j2' import good %}\n{{ good(1, 2) }}", "type-error", "pg.j2:2:4", /takes the arguments x, but 2 were given/],
    ["{% from 'macros.j2' import good %}\n{{ good(y=2) }}", "type-error", "pg.j2:2:4", /has no argument "y"/], ["{% from 'macros.j2' import good, god %}\n{{ god(1) }}", "undefined-variable", "pg.j2:1:34", /has no "god"/, /Did you mean "good"/], ["{% from 'macros.j2' import fail %}{{ fail(d) }}", "undefined-variable", "templates/macros.j2:5:25", /has no "y"/],
    ["{% from 'macros.j2' import good %}{% call good(1) %}x{% endcall %}", "type-error", "pg.j2:1:43", /makes no use of `caller`/], ["{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}", "undefined-variable", "pg.j2:1:1", /not called with a `{% call %}` block/],
    ["x\n{% include 'part.j2' %}", "undefined-variable", "templates/part.j2:2:9", /"nope" is undefined/], ["{% include 'syntax.j2' %}", "syntax-error", "templates/syntax.j2:2:7", /no expression/], ["x{% include 'nosuch.j2' %}", "template-not-found", "pg.j2:1:13", /no template "nosuch.j2"/, /templates\/nosuch.j2/],
    ["{% include 'up.j2' %}", "template-not-found", "templates/up.j2:1:12", /"..\/x.j2"/, /must not lead out/], ["{% include l %}", "type-error", "pg.j2:1:12", /name of a template is a string/], ["{% extends 'base.j2' %}", "undefined-variable", "templates/base.j2:1:23", /"hots" is undefined/],
    ["{% extends 'base.j2' %}{% block a %}\n{{ super() }}{% endblock %}", "undefined-variable", "templates/base.j2:1:23", /"hots"/], ["{% block a %}{{ super() }}{% endblock %}", "undefined-variable", "pg.j2:1:1", /no block "a" further out/], ["{% for x in l %}{% extends 'base.j2' %}{% endfor %}", "syntax-error", "pg.j2:1:17", /top level/],
    ["{% extends 'base.j2' %}{% extends 'base.j2' %}", "syntax-error", "pg.j2:1:24", /extends two/], ["{% block a %}{% endblock %}{% block a %}{% endblock %}", "syntax-error", "pg.j2:1:37", /two blocks "a"/], ["{% block a required %}{% endblock %}", "template-error", "pg.j2:1:10", /fills the required block/],
    ["{% include 'loop.j2' %}", "template-cycle", "templates/loop.j2:2:12", /goes in a circle: templates\/loop.j2 -> templates\/loop.j2/], ["{% include 'ping.j2' %}", "template-cycle", "templates/ping.j2:1:12", /in a circle/], ["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "template-cycle", "pg.j2:1:19", /in a circle: m -> m/],
    ["{% for x in l recursive %}{{ loop(l) }}{% endfor %}", "template-cycle", "pg.j2:1:30", /circle/], ["{% for x in l %}{{ loop(l) }}{% endfor %}", "type-error", "pg.j2:1:20", /recursive loop only/], ["{% for i in range(1000000) %}{% for j in range(1000000) %}{% endfor %}{% endfor %}", "too-large", "pg.j2:1:30", /steps/],
    ["{% for i in range(1000000) %}{{ 'x' * 1000 }}{% endfor %}", "too-large", "pg.j2:1:33", /characters/], ["{% set d.a = 1 %}", "type-error", "pg.j2:1:1", /only attributes of a namespace/, /combine/], ["{{ god(1) }}", "unknown-function", "pg.j2:1:4", /no function or macro "god"/], ["{{ host(1) }}", "type-error", "pg.j2:1:4", /"host" is a string/],
    ["{% autoescape true %}{% endautoescape %}", "unknown-statement", "pg.j2:1:15", /not escaped/], ["{% break %}", "syntax-error", "pg.j2:1:4", /outside of a loop/], ["{% for x in l %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", "syntax-error", "pg.j2:1:35", /outside of a loop/], ["{% trans %}", "unknown-statement", "pg.j2:1:4", /extension/],
    ["{% call host %}{% endcall %}", "syntax-error", "pg.j2:1:9", /needs the call of a macro/], ["{% set true = 1 %}", "syntax-error", "pg.j2:1:8", /Nothing can be assigned/], ["{% for loop in l %}{% endfor %}", "syntax-error", "pg.j2:1:8", /`loop` is the loop itself/], ["{% macro m(a, a) %}{% endmacro %}", "syntax-error", "pg.j2:1:15", /twice/],
    ["{% macro m(a=1, b) %}{% endmacro %}", "syntax-error", "pg.j2:1:17", /without a default/], ["{% macro m(*a) %}{% endmacro %}", "syntax-error", "pg.j2:1:12", /no `\*` parameters/, /varargs/], ["{% from 'macros.j2' import _x %}", "syntax-error", "pg.j2:1:28", /private/], ["{% macro m() %}", "syntax-error", "pg.j2:1:1", /never closed/],
    // Nothing of the host language can be reached.
    ["{{ ().__class__ }}", "undefined-variable", "pg.j2:1:7", /__class__/], ["{% macro m() %}{% endmacro %}{{ m.constructor }}", "undefined-variable", "pg.j2:1:35", /constructor/], ["{% macro m() %}{% endmacro %}{{ m.call(1) }}", "unknown-method", "pg.j2:1:33", /has no "call"/], ["{% for x in l %}{{ loop.define('a') }}{% endfor %}", "unknown-method", "pg.j2:1:20", /has no "define"/],
    ["{{ self.constructor() }}", "unknown-method", "pg.j2:1:4", /constructor/], ["{{ self['constructor'] }}", "undefined-variable", "pg.j2:1:4", /constructor/], ["{% import 'macros.j2' as m %}{{ m.written() }}", "unknown-method", "pg.j2:1:33", /written/], ["{% set ns = namespace() %}{{ ns.set('a', 1) }}", "unknown-method", "pg.j2:1:30", /has no "set"/],
    ["{% set ns = namespace() %}{% set ns.__proto__ = d %}{{ ns.a }}", "undefined-variable", "pg.j2:1:59", /has no "a"/], ["{{ caller.constructor }}", "undefined-variable", "pg.j2:1:4", /"caller" is undefined/], ["{% set x = {} %}{{ x.asValue() }}", "unknown-method", "pg.j2:1:22", /asValue/], ["{{ loop.__class__.__mro__ }}", "undefined-variable", "pg.j2:1:4", /"loop" is undefined/],
  ];
  for (const [text, code, at, message, hint] of mistakes) {
    it(`${JSON.stringify(text)}: ${code} at ${at}`, () => {
      const error = mistake(render(text));
      expect([error.code, placed(error)]).to.deep.equal([code, at]);
      expect(error.message).to.match(message);
      if (hint !== undefined) expect(error.hint).to.match(hint);
    });
  }

  it("shows the line of the file below its header", () => {
    const result = render("#jinja2: trim_blocks: False\nx\n{% if t %}{{ hst }}{% endif %}\n");
    expect(result.ok ? undefined : result.error.place?.text).to.equal("{% if t %}{{ hst }}{% endif %}");
  });

  const later: readonly string[] = [
    "a {{ u }}", "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(u) }}", "{% macro m(x) %}{% if x %}a{% endif %}{% endmacro %}{{ m(u) }}", "{% include 'unknown.j2' %}", "{% set x %}{% if u %}a{% endif %}{% endset %}{{ x }}", "{% set ns = namespace(a=1) %}{% set x %}{% if u %}{% set ns.a = 2 %}{% endif %}{% endset %}{{ ns.a }}",
    "{% if u %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}", "{% for x in u %}{% endfor %}done", "{% for x in l if u %}{% endfor %}", "{% filter upper %}{{ u }}{% endfilter %}", "{% include u %}", "{% set a, b = u %}{{ a }}", "{% for x in l %}{{ loop.changed(u) }}{% endfor %}", "{% block a %}{% if u %}{% endif %}{% endblock %}", "{{ u.method() if t }}",
  ];
  for (const text of later) it(`${text} is unknown`, () => { expect(render(text)).to.deep.equal({ ok: true, value: new Unknown("later") }); });

  it("keeps secrets secret through macros, blocks, includes and filters", () => {
    for (const text of ["{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(pw) }}", "{% set x %}{{ pw }}{% endset %}{{ x }}", "{% filter upper %}{{ pw }}{% endfilter %}", "{% block a %}{{ pw }}{% endblock %}", "{% for c in pw %}{{ c }}{% endfor %}", "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ pw }}{% endcall %}"]) {
      const result = render(text);
      expect(result.ok && result.value, text).to.be.instanceOf(Secret);
    }
  });

  it("changes no variable of others: what `set` made is the template's own", () => {
    const list = [1];
    const result = renderJinja("{% set a = l %}{% set b = a %}{% set _ = b.append(2) %}{{ a }}{{ l }}{% set d = {'k': []} %}{% set _ = d.k.append(1) %}{% set _ = d.update({'j': 2}) %}{{ d }}", "x.j2", scopeOf({ l: list }));
    expect(result).to.deep.equal({ ok: true, value: "[1, 2][1]{'k': [1], 'j': 2}" });
    expect(list).to.deep.equal([1]);
    expect(renderJinja("{{ l.append(2) }}", "x.j2", scopeOf({ l: list })).ok).to.equal(false);
  });

  it("starts from the settings of the module, over which the header stands", () => {
    const settings = { ...DEFAULT_SETTINGS, trimBlocks: false, variableStart: "[[", variableEnd: "]]" };
    expect(renderJinja("{% if t %}\n[[ host ]] {{ x }}\n{% endif %}", "x.j2", scope, { settings })).to.deep.equal({ ok: true, value: "\ndb1 {{ x }}\n" });
    expect(renderJinja("#jinja2: trim_blocks: True\n{% if t %}\n[[ host ]]\n{% endif %}", "x.j2", scope, { settings })).to.deep.equal({ ok: true, value: "db1\n" });
  });

  it("parses a file once, as long as its text stays the same", () => {
    const parsed = new ParsedTemplates();
    const first = parsed.withHeader({ path: "a.j2", text: "{{ a }}" }, DEFAULT_SETTINGS);
    expect(parsed.withHeader({ path: "a.j2", text: "{{ a }}" }, DEFAULT_SETTINGS)).to.equal(first);
    expect(parsed.withHeader({ path: "a.j2", text: "{{ b }}" }, DEFAULT_SETTINGS)).to.not.equal(first);
    const included = parsed.included({ path: "a.j2", text: "x" }, DEFAULT_SETTINGS);
    expect(parsed.included({ path: "a.j2", text: "x" }, DEFAULT_SETTINGS)).to.equal(included);
    expect(parsed.included({ path: "a.j2", text: "x" }, { ...DEFAULT_SETTINGS, lstripBlocks: true })).to.not.equal(included);
  });

  it("follows a deep recursion that has an end", () => {
    expect(render("{% macro m(n) %}{{ n }}{% if n > 0 %},{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(120) }}")).to.deep.equal({ ok: true, value: Array.from({ length: 121 }, (_, index) => 120 - index).join(",") });
  });
});
