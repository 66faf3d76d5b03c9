import { expect } from "chai";
import { factVariables } from "#engine/run/facts.js";

describe("[U] facts as variables", () => {
  it("never say how a host is reached, or by which program another user is become", () => {
    const said = ["ansible_become_exe", "ansible_sudo_exe", "ansible_su_flags", "ansible_doas_exe", "ansible_runuser_flags", "ansible_host", "ansible_user", "ansible_distribution", "ansible_user_id"];
    expect(Object.keys(factVariables(Object.fromEntries(said.map((name) => [name, "x"]))))).to.deep.equal(["ansible_distribution", "ansible_user_id", "ansible_facts"]);
  });
});
