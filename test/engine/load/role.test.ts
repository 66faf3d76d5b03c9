import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { plainOf } from "#engine/load/plain.js";
import { findRole, loadRole, loadTasksFile } from "#engine/load/role.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
import { saidBy } from "./said.js";

describe("[U] roles", () => {
  let dir = "";
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), "tsplay-role-")); });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  function write(path: string, text = ""): string {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
    return join(dir, path);
  }

  it("are found in the first folder that has them", () => {
    write("a/common/tasks/main.yml");
    write("b/common/tasks/main.yml");
    write("b/nginx/tasks/main.yml");
    expect(findRole("common", [join(dir, "a"), join(dir, "b")])).to.deep.equal({ ok: true, value: join(dir, "a/common") });
    expect(findRole("nginx", [join(dir, "none"), join(dir, "b")])).to.deep.equal({ ok: true, value: join(dir, "b/nginx") });
    expect(findRole(join(dir, "b/nginx"), [])).to.deep.equal({ ok: true, value: join(dir, "b/nginx") });
  });

  it("that are not there are told with the place and a guess", () => {
    write("roles/common/tasks/main.yml");
    const place = { file: "site.yml", line: 4, column: 7, text: "    - comon" };
    expect(saidBy(findRole("comon", [join(dir, "roles")], place))).to.deep.equal(['site.yml:4:7 there is no role "comon" | Did you mean "common"?']);
    expect(saidBy(findRole("postgresql", [join(dir, "roles")], place))).to.deep.equal([`site.yml:4:7 there is no role "postgresql" | Roles are looked for in ${join(dir, "roles")}`]);
    expect(saidBy(findRole(join(dir, "x"), [], place))).to.deep.equal([`site.yml:4:7 there is no role in ${join(dir, "x")} | A role is a folder with tasks/main.yml in it`]);
  });

  it("give tasks, handlers, variables, dependencies and folders", () => {
    write("r/tasks/main.yml", "- debug:\n- debug:\n");
    write("r/handlers/main.yaml", "- debug:\n");
    write("r/defaults/main.yml", "a: 1\n");
    write("r/vars/main/one.yml", "b: 1\nc: 1\n");
    write("r/vars/main/two.yml", "c: 2\n");
    write("r/meta/main.yml", "dependencies: [common]\n");
    write("r/templates/x.j2");
    const loaded = loadRole(join(dir, "r"));
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    const { tasks, handlers, defaults, vars, dependencies, templatesDir, filesDir } = loaded.value;
    expect([tasks.length, handlers.length, dependencies.map(plainOf)]).to.deep.equal([2, 1, ["common"]]);
    expect(defaults && plainOf(defaults)).to.deep.equal({ a: 1 });
    expect(vars && plainOf(vars)).to.deep.equal({ b: 1, c: 2 });
    expect([templatesDir, filesDir]).to.deep.equal([join(dir, "r/templates"), undefined]);
  });

  it("tell of all that is wrong with them at once", () => {
    const tasks = write("r/tasks/main.yml", "debug:\n");
    const defaults = write("r/defaults/main.yml", "- a\n");
    const meta = write("r/meta/main.yml", "dependencies: common\n");
    const vars = write("r/vars/main.yml", "a: {{ b }}\n");
    expect(saidBy(loadRole(join(dir, "r")))).to.deep.equal([
      `${tasks}:1:1 ${tasks} must hold a list of tasks | Begin each task with \`- \``,
      `${defaults}:1:1 ${defaults} must hold a dictionary of variables | Write \`name: value\`, one a line`,
      `${vars}:1:4 a value that begins with {{ must be in quotes: YAML takes the brace for a dictionary | Write "{{ ... }}"`,
      `${meta}:1:15 dependencies must be a list of roles | Write \`dependencies: [common]\``,
    ]);
  });

  it("need at least one of their folders", () => {
    write("r/readme.md");
    expect(saidBy(loadRole(join(dir, "r")))).to.deep.equal([`${join(dir, "r")} holds nothing of a role | A role has at least one of these folders: tasks, handlers, defaults, vars, meta, templates, files`]);
  });

  it("may have empty files", () => {
    write("r/tasks/main.yml", "---\n");
    write("r/defaults/main.yml", "");
    const loaded = loadRole(join(dir, "r"));
    expect(loaded.ok && [loaded.value.tasks, loaded.value.defaults]).to.deep.equal([[], undefined]);
  });

  it("a file of tasks that is not there is told where it was named", () => {
    const from = { file: "site.yml", line: 1, column: 3, text: "- import_tasks: x.yml" };
    expect(saidBy(loadTasksFile(join(dir, "x.yml"), from))).to.deep.equal([`site.yml:1:3 ${join(dir, "x.yml")} does not exist | Check the path; it is taken relative to the folder you are in`]);
  });

  it("a folder of variables skips what is none of them", () => {
    write("v/a.yml", "a: 1");
    write("v/b", "b: 2");
    write("v/sub/c.yaml", "c: 3");
    write("v/.hidden.yml", "{{");
    write("v/notes.txt", "{{");
    write("v/a.yml~", "{{");
    const loaded = loadVarsFile(join(dir, "v"));
    expect(loaded.ok && loaded.value && plainOf(loaded.value)).to.deep.equal({ a: 1, b: 2, c: 3 });
  });
});
