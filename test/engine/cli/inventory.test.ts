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
      _meta: { hostvars: { app1: { http_port: 80, url }, app2: { http_port: 80, url }, db1: {} } },
      all: { children: ["ungrouped", "site"] }, db: { hosts: ["db1"] }, site: { children: ["web", "db"] }, web: { hosts: ["app1", "app2"] },
    });
  });

  it("shows the tree of groups when nothing else is asked for", () => {
    const tree = "@all:\n  |--@ungrouped:\n  |--@site:\n  |  |--@web:\n  |  |  |--app1\n  |  |  |--app2\n  |  |--@db:\n  |  |  |--db1\n";
    expect(inventory()).to.deep.equal({ code: 0, out: tree, err: "" });
    expect(inventory("--graph", "--limit", "db", "--vars", "-e", "x=1").out).to.equal("@all:\n  |--@ungrouped:\n  |--@site:\n  |  |--@web:\n  |  |--@db:\n  |  |  |--db1\n  |  |  |  |--{x = 1}\n");
  });

  it("--host shows its variables, those beside the playbooks as well when asked", () => {
    expect(JSON.parse(inventory("--host", "db1", "--playbook-dir", "books").out)).to.deep.equal({ size: 3 });
    expect(JSON.parse(inventory("--host", "db1").out)).to.deep.equal({});
  });

  it("--explain tells which file sets a variable and what it hides", () => {
    expect(inventory("--host", "app1", "--explain", "http_port").out).to.match(/^http_port of app1: 80\n {2}is set by prod\/hosts:2:\d+ \(.*\)\n {6}app\[1:2\] http_port=80\n {2}hides {5}prod\/group_vars\/web\.yml:1:\d+ \(.*\)\n {6}http_port: 8080\n$/);
    expect(inventory("--host", "app1", "--explain", "url").out).to.match(/^url of app1: "http:\/\/app1:80"\n/);
  });

  it("what is not there is bad input, with a guess", () => {
    expect(inventory("--host", "app")).to.include({ code: 4, out: "" }).and.have.property("err").that.includes("Did you mean \"app1\"?");
    expect(inventory("--host", "app1", "--explain", "htp_port")).to.include({ code: 4 }).and.have.property("err").that.includes("Did you mean \"http_port\"?");
    expect(inventory("--explain", "url")).to.include({ code: 4 }).and.have.property("err").that.includes("needs --host");
    expect(tsplay(["inventory", "-i", "prd"], { cwd: folder })).to.include({ code: 4 }).and.have.property("err").that.includes("Did you mean \"prod\"?");
  });
});
