import { basename, dirname } from "node:path";
import { expect } from "chai";
import { modules } from "#modules/index.js";
import { applyCase, caseFiles, checkCase, hasApply, readCase } from "#test/support/module-cases.js";
import { isPlayable } from "#test/support/task-here.js";

/** The folder of a case file names its module; "ufw/narrows_an_open_port.yaml" reads "ufw narrows an open port". */
describe("[U] module cases", () => {
  const files = caseFiles("test/modules");
  const folders = [...new Set(files.map((file) => dirname(file)))];
  for (const folder of folders) {
    describe(basename(folder), () => { for (const file of files) if (dirname(file) === folder) testsOf(file); });
  }

  it("there are cases for every module that plans, acts or looks", () => {
    const names = folders.map((folder) => basename(folder));
    const playable = [...modules].filter(([, module]) => isPlayable(module)).map(([name]) => name);
    expect(playable.filter((name) => !names.includes(name))).to.deep.equal([]);
  });
});

function testsOf(file: string): void {
  const title = basename(file, ".yaml").replaceAll("_", " ");
  try {
    const each = readCase(file);
    const module = modules.get(each.module);
    if (module === undefined || !isPlayable(module)) throw new Error(`${file}: no module ${each.module} in modules/index.ts`);
    it(`${title} (check)`, () => checkCase(module, each));
    if (hasApply(module, each)) it(`${title} (apply)`, () => applyCase(module, each));
  } catch (problem) {
    it(title, () => { expect.fail(String(problem)); });
  }
}
