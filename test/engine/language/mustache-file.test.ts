import { expect } from "chai";
import { OMIT, Unknown, type Value } from "#engine/core/value.js";
import { renderMustache } from "#engine/language/mustache-file.js";
import { scopeOf } from "./scope-of.js";

const scope = scopeOf({ host: "db1", port: 5432, html: "<a href=\"x\">&</a>", t: true, f: false, none: null, users: [{ name: "bob", admin: true }, { name: "eve", admin: false }], tags: ["a", "b"], empty: [], d: { k: "v", host: "inner" }, ed: {}, u: new Unknown("later"), omit: OMIT });
const partials: Readonly<Record<string, string>> = { line: "x={{ port }}\ny={{ host }}\n", bad: "one\n  {{ nope }}\n", loop: "{{> loop }}", broken: "a\n{{# x }}" };
const render = (text: string) => renderMustache(text, "templates/pg.mustache", scope, { partial: (name) => Object.hasOwn(partials, name) ? { path: `templates/${name}.mustache`, text: partials[name] ?? "" } : undefined });

describe("[U] mustache templates", () => {
  const cases: readonly [text: string, value: Value][] = [
    ["{{ host }}:{{ port }}", "db1:5432"], ["{{ html }}|{{{ html }}}|{{& html }}", Array.from({ length: 3 }, () => "<a href=\"x\">&</a>").join("|")], ["{{ none }}|{{ t }}", "|True"], ["{{ port + 1 }} {{ host | upper }} {{ nope | default('y') }}", "5433 DB1 y"],
    ["{{# users }}\n- {{ name }}\n{{/ users }}\n", "- bob\n- eve\n"], ["{{# tags }}{{.}},{{/ tags }}", "a,b,"], ["{{# tags }}{{ . | upper }}{{/ tags }}", "AB"], ["{{# users | selectattr('admin') }}{{ name }}{{/ users | selectattr('admin') }}", "bob"],
    ["{{# t }}yes{{/ t }}{{^ t }}no{{/ t }}{{# f }}yes{{/ f }}{{^ f }}no{{/ f }}", "yesno"], ["{{^ nope }}absent{{/ nope }}{{^ empty }}none{{/ empty }}", "absentnone"], ["{{# none }}x{{/ none }}{{# empty }}x{{/ empty }}", ""], ["{{# d }}{{ k }} {{ host }} {{ port }}{{/ d }}", "v inner 5432"],
    ["{{ d.k }} {{ users.0.name }} {{ d['k'] }}", "v bob v"], ["{{# port == 5432 }}default{{/ port == 5432 }}", "default"], ["a\n  {{> line }}\nb", "a\n  x=5432\n  y=db1\nb"], ["{{! comment }}x", "x"], ["{{=<% %>=}}<% host %> {{ host }}", "db1 {{ host }}"], ["{{# users }}{{# admin }}{{ name }}@{{ host }}{{/ admin }}{{/ users }}", "bob@db1"],
    ["{{ u }}", new Unknown("later")], ["{{# u }}x{{/ u }}", new Unknown("later")], ["{{^ u }}x{{/ u }}", new Unknown("later")], ["{{# host }}{{ . }}{{/ host }}", "db1"], ["", ""], ["no tags\r\nat all\n", "no tags\r\nat all\n"],
  ];
  for (const [text, value] of cases) {
    it(JSON.stringify(text), () => { expect(render(text)).to.deep.equal({ ok: true, value }); });
  }

  const mistakes: readonly [text: string, file: string, line: number, column: number, message: RegExp][] = [
    ["a\n  {{ hots }}", "templates/pg.mustache", 2, 6, /"hots" is undefined/], ["{{# nope }}{{/ nope }}", "templates/pg.mustache", 1, 5, /"nope" is undefined/], ["{{ host.nope }}", "templates/pg.mustache", 1, 9, /has no "nope"/], ["{{ constructor }}", "templates/pg.mustache", 1, 4, /"constructor" is undefined/],
    ["{{ host.constructor.name }}", "templates/pg.mustache", 1, 9, /"constructor"/], ["x\n  {{> bad }}\n", "templates/bad.mustache", 2, 6, /"nope" is undefined/], ["{{> nosuch }}", "templates/pg.mustache", 1, 1, /no partial "nosuch"/], ["{{> loop }}", "templates/loop.mustache", 1, 1, /includes itself/],
    ["a\n{{# users }}\n", "templates/pg.mustache", 2, 1, /unclosed section "users"/], ["{{/ users }}", "templates/pg.mustache", 1, 1, /unopened section/], ["{{# users }}{{/ tags }}", "templates/pg.mustache", 1, 1, /unclosed section "users"/], ["a {{ b", "templates/pg.mustache", 1, 3, /unclosed tag/],
    ["{{ host | nosuch }}", "templates/pg.mustache", 1, 11, /no filter "nosuch"/], ["{{ 1 + }}", "templates/pg.mustache", 1, 7, /end of the expression/], ["{{ }}", "templates/pg.mustache", 1, 1, /empty/], ["{{> broken }}", "templates/broken.mustache", 2, 1, /unclosed section "x"/], ["x {{ omit }}", "templates/pg.mustache", 1, 1, /omit/],
    ["{{# users }}\n{{ nmae }}\n{{/ users }}", "templates/pg.mustache", 2, 4, /"nmae" is undefined/], ["{{ . }}", "templates/pg.mustache", 1, 4, /undefined/],
  ];
  for (const [text, file, line, column, message] of mistakes) {
    it(`${JSON.stringify(text)}: ${file}:${line}:${column}`, () => {
      const result = render(text);
      const error = result.ok ? undefined : result.error;
      expect(error?.message).to.match(message);
      expect([error?.place?.file, error?.place?.line, error?.place?.column]).to.deep.equal([file, line, column]);
    });
  }

  it("guesses at what was meant", () => {
    const result = render("{{# users }}{{ nam }}{{/ users }}");
    expect(result.ok ? "" : result.error.hint).to.equal("Did you mean \"name\"?");
  });
});
