import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { LookupBench } from "./lookup-bench.js";

describe("[U] lookups of files", () => {
  const bench = new LookupBench({
    "files/a.txt": "  a  \n\n", "b.txt": "b\n", "roles/r/files/a.txt": "of the role\n", "roles/outer/files/outer.txt": "of the outer role\n", "tasks/c.txt": "beside the tasks\n",
    "t/raw.j2": "[1, 2]\n", "t/list.j2": "[1, {{ 'x' | to_json }}]\n", "t/python.j2": "{'a': {{ true }}, 'b': None}\n", "t/text.j2": "{{ '{' }} not data\n", "t/m.mustache": "{{who}} {{template_path}}", "t/vars.j2": "{{ who }}{{ extra | default('-') }}",
  });
  after(() => { bench.remove(); });
  const role = { name: "r", path: join(bench.folder, "roles/r"), key: "", fullName: "", parents: [{ name: "outer", path: join(bench.folder, "roles/outer") }] };

  it("are searched for in the role, the roles that called it, beside the task and beside the playbook", () => {
    expect(bench.value("lookup('file', 'a.txt')")).to.equal("  a");
    expect(bench.value("lookup('file', 'a.txt')", { role })).to.equal("of the role");
    expect(bench.value("lookup('file', 'outer.txt')", { role })).to.equal("of the outer role");
    expect(bench.value("lookup('file', 'c.txt')", { folder: join(bench.folder, "tasks") })).to.equal("beside the tasks");
    expect(bench.value("lookup('file', 'b.txt')", { role })).to.equal("b");
  });

  it("say where they looked", () => {
    const { code, message, hint } = bench.mistake("lookup('file', 'nowhere.txt')");
    expect(code).to.equal("lookup-failed");
    expect(message).to.contain('lookup "file": there is no file "nowhere.txt"');
    expect(hint).to.contain(join(bench.folder, "files/nowhere.txt"));
  });

  it("open neither folders nor pipes, which might never end", () => {
    execFileSync("mkfifo", [join(bench.folder, "pipe")]);
    expect(bench.mistake("lookup('file', 'pipe')").message).to.contain("is a pipe or a device, not a file");
    expect(bench.mistake("lookup('file', 't')").message).to.contain("is a folder, not a file");
  });

  it("pass over failures with errors=ignore and errors=warn, but not mistakes", () => {
    expect(bench.value("lookup('file', 'nowhere.txt', errors='ignore')")).to.equal(null);
    expect(bench.value("query('file', 'nowhere.txt', errors='warn')")).to.deep.equal([]);
    expect(bench.warnings.map((each) => [each.severity, each.code])).to.deep.equal([["warning", "lookup-failed"]]);
    expect(bench.mistake("lookup('file', 'b.txt', rstip=false, errors='ignore')").hint).to.equal('Did you mean "rstrip"?');
    expect(bench.mistake("lookup('file', 'b.txt', rstrip=[1], errors='ignore')").message).to.contain("must be true or false");
    expect(bench.mistake("lookup('hashi_vault', 'x', errors='ignore')").hint).to.contain("pipe");
    expect(bench.mistake("lookup('my.own.file', 'x')").code).to.equal("unknown-lookup");
  });

  it("templates become data where they make data, and see variables given to them", () => {
    expect(bench.value("lookup('template', 't/list.j2')")).to.deep.equal([1, "x"]);
    expect(bench.value("lookup('template', 't/raw.j2')")).to.equal("[1, 2]\n");
    expect(bench.value("lookup('template', 't/list.j2', convert_data=false)")).to.equal("[1, \"x\"]\n");
    expect(bench.value("lookup('template', 't/python.j2')")).to.deep.equal({ a: true, b: null });
    expect(bench.value("lookup('template', 't/text.j2')")).to.equal("{ not data\n");
    expect(bench.value("lookup('template', 't/vars.j2', template_vars={'extra': '!'})", { variables: { who: "me" } })).to.equal("me!");
    expect(bench.value("lookup('template', 't/m.mustache')", { variables: { who: "me" } })).to.equal("me t/m.mustache");
    expect(bench.mistake("lookup('template', 't/vars.j2')").place).to.include({ line: 1, column: 4 });
  });
});
