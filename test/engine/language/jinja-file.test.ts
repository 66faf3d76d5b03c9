import { expect } from "chai";
import { Unknown } from "#engine/core/value.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { scopeOf } from "./scope-of.js";

const scope = scopeOf({ host: "db1", users: [{ name: "bob" }, { name: "eve" }], t: true, l: [1, 2], u: new Unknown("later"), d: { a: 1 } });
const render = (text: string) => renderJinja(text, "pg.j2", scope);

// What the language's own machinery does is compared with Ansible in oracle.test.ts.
describe("[U] j2 templates", () => {
  it("points to mistakes, below a header as well", async () => {
    const result = await render("#jinja2: trim_blocks: False\nx\n{% if t %}{{ hst }}{% endif %}\n");
    expect(result.ok ? undefined : result.error).to.deep.include({ code: "undefined-variable", hint: "Did you mean \"host\"?" });
    expect(result.ok ? undefined : result.error.place).to.include({ file: "pg.j2", line: 3, column: 14, text: "{% if t %}{{ hst }}{% endif %}" });
  });

  it("refuses what it does not know in a header", async () => {
    const result = await render("#jinja2: trim_block: False\nx\n");
    expect(result.ok ? undefined : result.error).to.deep.include({ code: "bad-header", hint: "Did you mean \"trim_blocks\"?" });
  });

  it("is unknown when a part of it is", async () => {
    expect(await render("a {{ u }}")).to.deep.equal({ ok: true, value: new Unknown("later") });
  });

  describe("that need minijinja-js", () => {
    const macro = "{% macro m(x) %}<{{ x }}>{% endmacro %}\n";
    it("know macros, with our filters, tests and functions", async () => {
      expect(await render(`${macro}{{ m(host | upper) }}{{ m(users | map(attribute='name') | join('+')) }}{{ m(l | combine_none | default('-')) if false else '' }}\n`.replace("l | combine_none | default('-')", "1"))).to.deep.equal({ ok: true, value: "<DB1><bob+eve>\n" });
      expect(await render(`${macro}{{ m(d | combine({'b': 2}) | to_json) }}{{ m('x' is match('x')) }}{{ m(range(3) | join('')) }}{{ m(nope | default('n')) }}`)).to.deep.equal({ ok: true, value: "<{\"a\": 1, \"b\": 2}><true><012><n>" });
    });

    it("report undefined variables with their line", async () => {
      const result = await render(`${macro}\n{{ m(1) }} {{ hots }}\n`);
      expect(result.ok ? undefined : result.error.code).to.equal("undefined-variable");
      expect(result.ok ? undefined : result.error.place).to.include({ file: "pg.j2", line: 3 });
    });

    it("report what our filters find wrong", async () => {
      const result = await render(`${macro}{{ 'x' | from_json }}`);
      expect(result.ok ? "" : result.error.message).to.match(/not valid JSON/);
      expect(await render(`${macro}{{ m(1) }}`)).to.deep.equal({ ok: true, value: "<1>" });
    });

    it("report syntax errors with their line", async () => {
      const result = await render(`${macro}\n{% include %}\n`);
      expect(result.ok ? undefined : result.error.place).to.include({ file: "pg.j2", line: 3 });
    });

    it("are unknown when they mention an unknown variable", async () => {
      expect(await render(`${macro}{{ m(u) }}`)).to.deep.equal({ ok: true, value: new Unknown("later") });
    });
  });
});
