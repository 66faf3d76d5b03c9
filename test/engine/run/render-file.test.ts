import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { renderTemplateFile, type TemplateUse } from "#engine/run/render-file.js";
import { scopeOf } from "#test/engine/language/scope-of.js";

describe("[U] template files", () => {
  let root: string;
  const scope = scopeOf({ a: 1, list: [1, 2] });

  before(() => {
    root = mkdtempSync(join(tmpdir(), "tsplay-templates-"));
    const files: Readonly<Record<string, string>> = {
      "roles/web/templates/main.conf": "{% include 'part.j2' %}|{% include 'sub/deep.j2' %}|{% include 'beside.j2' %}|{% include 'play.j2' %}\n", "roles/web/templates/part.j2": "role", "templates/part.j2": "play", "roles/web/templates/sub/deep.j2": "deep {% include 'part.j2' %}",
      "roles/web/beside.j2": "root", "templates/play.j2": "playbook", "play.j2": "wrong", "templates/vars": "{{ template_path }} {{ template_fullpath }} {{ template_destpath }} {{ template_host }} {{ template_uid is string }} {{ template_mtime is defined }} {{ template_run_date.year > 2000 }}",
      "templates/marks.j2": "[% for x in list %]\n  <<x>> {{ x }} [* no *]\n[% endfor %]\n", "templates/lines.j2": "a {{ 'x\\ny' }}\nb\n", "templates/a.mustache": "{{> b }}", "templates/b.mustache": "b={{ a }}\n{{> nosuch }}", "templates/broken.j2": "x\n{{ nope }}\n", "templates/up.j2": "{% include '../play.j2' %}", "templates/long.mustache": "{{ a }}\n",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  });

  after(() => { rmSync(root, { recursive: true }); });

  function rendered(name: string, more: Partial<TemplateUse> = {}): unknown {
    const result = renderTemplateFile({ name, path: join(root, "templates", name), role: undefined, playbookDir: root, ...more }, scope);
    return result.ok ? result.value : `${result.error.code} ${result.error.place?.line ?? 0}:${result.error.place?.column ?? 0} ${result.error.hint ?? ""}`;
  }

  it("are Jinja2's whatever they are called, and find others in the role, the playbook's folder and beside them", () => {
    const role = { name: "web", path: join(root, "roles/web"), key: "", fullName: "", parents: [] };
    expect(rendered("main.conf", { role, path: join(role.path, "templates/main.conf") })).to.equal("role|deep role|root|playbook\n");
  });

  it("know themselves", () => {
    expect(rendered("vars", { destination: "/etc/x" })).to.equal(`vars ${join(root, "templates/vars")} /etc/x ${hostname()} True True True`);
  });

  it("may have marks of their own", () => {
    const settings = { block_start_string: "[%", block_end_string: "%]", variable_start_string: "<<", variable_end_string: ">>", comment_start_string: "[*", comment_end_string: "*]", trim_blocks: true };
    expect(rendered("marks.j2", { settings })).to.equal("  1 {{ x }}   2 {{ x }} \n");
  });

  it("end the lines of their own text as asked", () => {
    expect(rendered("lines.j2", { settings: { newline_sequence: "\\r\\n" } })).to.equal("a x\ny\r\nb\r\n");
    expect(rendered("lines.j2", { settings: { newline_sequence: "\r" } })).to.equal("a x\ny\rb\r");
    expect(rendered("long.mustache", { settings: { newline_sequence: "\\r\\n" } })).to.equal("1\r\n");
  });

  it("say where something is missing", () => {
    expect(rendered("broken.j2")).to.match(/^undefined-variable 2:4/);
    expect(rendered("up.j2")).to.match(/^template-not-found 1:12 .*must not lead out/);
    expect(rendered("a.mustache")).to.match(/^missing-partial 2:1 It was looked for as .*templates\/nosuch.mustache/);
    expect(rendered("nosuch.j2")).to.match(/^unreadable-file/);
  });
});
