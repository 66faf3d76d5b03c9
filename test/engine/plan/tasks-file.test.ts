import { expect } from "chai";
import { wordsBehind } from "#engine/plan/tasks-file.js";

describe("[U] files of tasks that are not there", () => {
  for (const [name, starts] of [
    ["more.yml tags=web", /: write `tags` as a keyword of the task$/],
    ["roles/a/tasks/b.yaml web_port=80 x=y", /: write `web_port` below `vars`$/],
  ] as const) {
    it(`says where the words behind ${name} belong`, () => { expect(wordsBehind(name)).to.match(starts); });
  }

  for (const name of ["more.yml", "a b.yml", "a=b.yml", "more tags=x"]) {
    it(`has nothing to say of ${name}`, () => { expect(wordsBehind(name)).to.equal(undefined); });
  }
});
