import { expect } from "chai";
import { sourceCandidates } from "#engine/plan/source-paths.js";

describe("[U] where files of tasks are looked for", () => {
  // As ansible-core lists them when a file is missing.
  it("is the role, the roles that called it, the task's folder and the playbook's", () => {
    const role = { name: "dep", path: "/p/roles/dep", key: "", fullName: "", parents: [{ name: "outer", path: "/p/roles/outer" }] };
    expect(sourceCandidates("templates", "x", { role, folder: "/p/roles/dep/tasks", playbookDir: "/p" })).to.deep.equal([
      "/p/roles/dep/templates/x", "/p/roles/dep/x", "/p/roles/outer/templates/x", "/p/roles/outer/x", "/p/roles/dep/tasks/templates/x", "/p/roles/dep/tasks/x", "/p/templates/x", "/p/x",
    ]);
  });

  it("is each folder once, and an absolute path as it is", () => {
    expect(sourceCandidates("files", "x", { role: undefined, folder: "/p", playbookDir: "/p" })).to.deep.equal(["/p/files/x", "/p/x"]);
    expect(sourceCandidates("files", "/x", { role: undefined, playbookDir: "/p" })).to.deep.equal(["/x"]);
  });
});
