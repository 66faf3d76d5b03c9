import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { namingPlugin } from "#engine/plan/plugin-files.js";

describe("[U] names that a plugin beside the playbook defines", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plugins-"));
    write("filter_plugins/text.py", "class FilterModule:\n    def filters(self):\n        return {'shout': str.upper}\n");
    write("roles/web/filter_plugins/own.py", "def filters():\n    return {\"wave\": None}\n");
    write("plugins/lookup/store.py", "");
    write("library/unpack.py", "");
    write("library/bare", "");
  });
  after(() => { rmSync(folder, { recursive: true }); });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  /** The hint for a name that a file uses; "-" where there is nothing to say. */
  function hint(code: string, name: string, file = "site.yml"): string {
    const place = { file: join(folder, file), line: 1, column: 1, length: 1, text: "" };
    return namingPlugin(code, { message: `There is none "${name}"`, hint: "-", place }).hint.replaceAll(folder, "");
  }

  for (const [title, code, name, starts] of [
    ["a filter", "unknown-filter", "shout", "/filter_plugins/text.py defines it, and tsplay runs no Python of playbooks: write it with the filters"],
    ["a filter of a role", "unknown-filter", "wave", "/roles/web/filter_plugins/own.py defines it"],
    ["a lookup", "unknown-lookup", "store", "/plugins/lookup/store.py defines it"],
    ["a module", "unknown-module", "unpack", "/library/unpack.py defines it"],
    ["a module with a collection before it", "unknown-module", "mine.tools.unpack", "/library/unpack.py defines it"],
    ["a module that is no .py", "unknown-module", "bare", "/library/bare defines it"],
    ["a filter that no file defines", "unknown-filter", "whisper", "-"],
    ["a test of the name of a filter", "unknown-test", "shout", "-"],
    ["a name with signs of regular expressions", "unknown-filter", "(", "-"],
    ["another complaint", "unknown-parameter", "shout", "-"],
  ] as const) {
    it(title, () => { expect(hint(code, name)).to.satisfy((said: string) => said.startsWith(starts), starts); });
  }

  it("is found from the tasks of a role, and from its templates", () => {
    expect(hint("unknown-filter", "shout", "roles/web/tasks/main.yml")).to.match(/^\/filter_plugins\/text\.py/);
    expect(hint("unknown-filter", "wave", "roles/web/templates/a.j2")).to.match(/^\/roles\/web\//);
  });

  it("nothing is changed without a place", () => {
    expect(namingPlugin("unknown-filter", { message: "There is none \"shout\"" })).to.deep.equal({ message: "There is none \"shout\"" });
  });
});
