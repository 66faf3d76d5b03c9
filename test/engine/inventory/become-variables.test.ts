import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { becomeMethodVariable, becomeVariablesOf, wantsBecome } from "#engine/inventory/become-variables.js";
import { createScope, type Variables } from "#engine/inventory/variables.js";
import { parseYaml } from "#engine/load/yaml.js";
import { saidBy } from "#test/engine/load/said.js";

describe("[U] variables of becoming another user", () => {
  it("nothing said", () => {
    expect(wantsBecome(scope("x: 1"))).to.deep.equal({ ok: true, value: undefined });
    expect(becomeMethodVariable(scope("x: 1"))).to.deep.equal({ ok: true, value: undefined });
    expect(becomeVariablesOf(scope("x: 1"), "sudo")).to.deep.equal({ ok: true, value: {} });
  });

  it("whether, and how", () => {
    expect(wantsBecome(scope("ansible_become: 'yes'"))).to.deep.equal({ ok: true, value: true });
    expect(becomeMethodVariable(scope("m: su\nansible_become_method: ansible.builtin.{{ m }}"))).to.deep.equal({ ok: true, value: "su" });
    expect(becomeVariablesOf(scope("ansible_become_user: app\nansible_become_exe: /opt/sudo\nansible_become_flags: -H -g www-data"), "sudo")).to.deep.equal({ ok: true, value: { user: "app", exe: "/opt/sudo", flags: ["-H", "-g", "www-data"] } });
  });

  it("those of the method count above those of all, and ansible_become_pass above ansible_become_password", () => {
    const all = "ansible_become_user: a\nansible_su_user: b\nansible_become_flags: -m\nansible_su_flags: '-'\nansible_become_exe: x\nansible_su_exe: y\nansible_become_password: p1\nansible_become_pass: p2\n";
    const { password, ...rest } = value(becomeVariablesOf(scope(all), "su"));
    expect([rest, password?.reveal()]).to.deep.equal([{ user: "b", flags: ["-"], exe: "y" }, "p2"]);
    expect(value(becomeVariablesOf(scope(`${all}ansible_su_pass: p3\nansible_sudo_pass: p4`), "su")).password?.reveal()).to.equal("p3");
    expect(value(becomeVariablesOf(scope("ansible_become_password: p1"), "doas")).password).to.be.instanceOf(Secret);
  });

  it("questions for a password in words of one's own", () => {
    expect(value(becomeVariablesOf(scope("ansible_su_prompt_l10n: [Kennung, Wort]"), "su"))).to.deep.equal({ prompts: ["Kennung", "Wort"] });
    expect(value(becomeVariablesOf(scope("ansible_doas_prompt_l10n: 'a, b'"), "doas"))).to.deep.equal({ prompts: ["a", "b"] });
  });

  it("what makes no sense is told with its line", () => {
    expect(saidBy(wantsBecome(scope("ansible_become: perhaps")))).to.deep.equal(["inv/hosts.yml:1:17 ansible_become must be true or false"]);
    expect(saidBy(becomeMethodVariable(scope("x: 1\nansible_become_method: ksu")))).to.deep.equal(['inv/hosts.yml:2:24 ansible_become_method is "ksu", which is not offered | ksu wants Kerberos, which tsplay does not know; use sudo, su, doas or runuser']);
    expect(saidBy(becomeVariablesOf(scope("ansible_sudo_flags: -b"), "sudo"))).to.deep.equal(["inv/hosts.yml:1:21 ansible_sudo_flags has -b, which cannot be given to sudo: nobody would know how a command in the background ends"]);
  });
});

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error("refused");
  return result.value;
}

function scope(text: string): Variables {
  const parsed = parseYaml(text, "inv/hosts.yml");
  if (!parsed.ok || parsed.value?.kind !== "map") throw new Error("not parsed");
  return createScope([{ origin: "inventory host web1", level: 8, vars: parsed.value }]);
}
