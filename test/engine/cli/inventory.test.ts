import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tsplay, type Called } from "./command-line.js";

describe("[I] tsplay inventory", function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tsplay-inventory-"));
    mkdirSync(join(folder, "prod", "group_vars"), { recursive: true });
    writeFileSync(join(folder, "prod", "hosts"), "[web]\napp[1:2] http_port=80\n[db]\ndb1\n[site:children]\nweb\ndb\n");
    writeFileSync(join(folder, "prod", "group_vars", "web.yml"), "http_port: 8080\nurl: \"http://{{ inventory_hostname }}:{{ http_port }}\"\n");
    mkdirSync(join(folder, "books", "host_vars"), { recursive: true });
    writeFileSync(join(folder, "books", "host_vars", "db1.yml"), "size: 3\n");
  });
  after(() => { rmSync(folder, { recursive: true }); });

  function inventory(...words: readonly string[]): Called {
    return tsplay(["inventory", "-i", "prod", ...words], { cwd: folder });
  }

  it("--list is JSON as ansible-inventory prints it", () => {
    const { code, out } = inventory("--list");
    expect(code).to.equal(0);
    const url = "http://{{ inventory_hostname }}:{{ http_port }}";
    expect(JSON.parse(out)).to.deep.equal({
      _meta: { hostvars: { app1: { http_port: 80, url }, app2: { http_port: 80, url } } },
      all: { children: ["ungrouped", "site"] }, db: { hosts: ["db1"] }, site: { children: ["web", "db"] }, web: { hosts: ["app1", "app2"] },
    });
  });

  it("shows the tree of groups when nothing else is asked for", () => {
    const tree = "@all:\n  |--@ungrouped:\n  |--@site:\n  |  |--@web:\n  |  |  |--app1\n  |  |  |--app2\n  |  |--@db:\n  |  |  |--db1\n";
    expect(inventory()).to.deep.equal({ code: 0, out: tree, err: "" });
    expect(inventory("--graph", "web").out).to.equal("@web:\n  |--app1\n  |--app2\n");
    expect(inventory("--graph", "wep")).to.include({ code: 4 }).and.have.property("err").that.includes('Did you mean "web"?');
    expect(inventory("--graph", "--limit", "db", "--vars", "-e", "x=1").out).to.equal("@all:\n  |--@ungrouped:\n  |--@site:\n  |  |--@web:\n  |  |  |--{http_port = 8080}\n  |  |  |--{url = http://{{ inventory_hostname }}:{{ http_port }}}\n  |  |--@db:\n  |  |  |--db1\n  |  |  |  |--{x = 1}\n");
  });

  it("--host shows its variables, those beside the playbooks as well when asked", () => {
    expect(JSON.parse(inventory("--host", "db1", "--playbook-dir", "books").out)).to.deep.equal({ size: 3 });
    expect(JSON.parse(inventory("--host", "db1").out)).to.deep.equal({});
  });

  it("--explain tells which file sets a variable and what it hides", () => {
    expect(inventory("--host", "app1", "--explain", "http_port").out).to.equal(`http_port of app1: 80
  is set by prod/hosts:2:20 (inventory host app1; level 8: inventory file or script host vars)
      app[1:2] http_port=80
  hides     prod/group_vars/web.yml:1:12 (inventory group_vars/web; level 6: inventory group_vars/*)
      http_port: 8080
  A playbook may override it (levels 2 role defaults, 12 play vars, 14 play vars_files, 15 role vars, 16 block vars, 17 task vars, 20 role and include_role params, 21 include params): see --playbook.
`);
    expect(inventory("--host", "app1", "--explain", "url").out).to.match(/^url of app1: "http:\/\/app1:80"\n/);
  });

  it("--explain with --playbook knows what plays, roles and tasks say", () => {
    mkdirSync(join(folder, "roles", "r", "defaults"), { recursive: true });
    mkdirSync(join(folder, "roles", "r", "tasks"), { recursive: true });
    writeFileSync(join(folder, "roles", "r", "defaults", "main.yml"), "size: 1\n");
    writeFileSync(join(folder, "roles", "r", "tasks", "main.yml"), "- name: Show\n  debug: {msg: hi}\n  register: shown\n");
    writeFileSync(join(folder, "books", "site.yml"), "- name: Site\n  hosts: db\n  gather_facts: false\n  vars: {size: 2}\n  roles: [r]\n  tasks:\n    - debug: {msg: '{{ size }}'}\n      vars: {size: 4}\n");
    const said = inventory("--host", "db1", "--explain", "size", "--playbook", "books/site.yml", "-e", "size=9");
    expect(said.err).to.equal("");
    expect(said.out.split("\n").map((line) => line.trim()).filter((line) => /^(size of|is set|hides|in some)/.test(line))).to.deep.equal([
      'size of db1: "9"',
      "is set by -e:1:6 (extra vars, -e number 1; level 22: extra vars)",
      "hides     books/site.yml:4:16 (play vars; level 12: play vars)",
      "hides     books/host_vars/db1.yml:1:7 (playbook host_vars/db1; level 10: playbook host_vars/*)",
      "hides     roles/r/defaults/main.yml:1:7 (defaults of role r; level 2: role defaults)",
      "in some tasks books/site.yml:8 (task vars; level 17: task vars)",
    ]);
    expect(inventory("--host", "db1", "--explain", "shown", "--playbook", "books/site.yml").out).to.include('is registered by "Show", roles/r/tasks/main.yml:1 (level 19: set_facts, registered vars)');
    expect(inventory("--host", "app1", "--explain", "size", "--playbook", "books/site.yml")).to.include({ code: 4 }).and.have.property("err").that.includes("no play of books/site.yml is played on app1");
  });

  it("what is not there is bad input, with a guess", () => {
    expect(inventory("--host", "app")).to.include({ code: 4, out: "" }).and.have.property("err").that.includes("Did you mean \"app1\"?");
    expect(inventory("--host", "app1", "--explain", "htp_port")).to.include({ code: 4 }).and.have.property("err").that.includes("Did you mean \"http_port\"?");
    expect(inventory("--explain", "url")).to.include({ code: 4 }).and.have.property("err").that.includes("needs --host");
    expect(tsplay(["inventory", "-i", "prd"], { cwd: folder })).to.include({ code: 4 }).and.have.property("err").that.includes("Did you mean \"prod\"?");
  });
});
