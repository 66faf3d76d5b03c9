import { homedir } from "node:os";
import { resolve } from "node:path";
import { expect } from "chai";
import type { Become } from "#engine/connection/types.js";
import { Secret } from "#engine/core/secret.js";
import type { Target } from "#engine/core/target.js";
import { targetOf } from "#engine/inventory/connection-variables.js";
import { createScope, type Variables } from "#engine/inventory/variables.js";
import { parseYaml } from "#engine/load/yaml.js";
import { saidBy } from "#test/engine/load/said.js";

const DEFAULTS = { connection: "ssh", timeout: 10, knownHostsFiles: [], hostKeyChecking: "yes" } as const;

const TARGETS: readonly (readonly [string, string, Partial<Target>])[] = [
  ["nothing said", "x: 1", { address: "web1" }],
  ["address, port, user", "ansible_host: 192.0.2.1\nansible_port: '2222'\nansible_user: admin", { address: "192.0.2.1", port: 2222, user: "admin" }],
  ["templates", "ansible_host: '{{ prefix }}.7'\nprefix: 192.0.2", { address: "192.0.2.7" }],
  ["old names", "ansible_ssh_port: 22\nansible_ssh_user: u", { address: "web1", port: 22, user: "u" }],
  ["local", "ansible_connection: local", { address: "web1", connection: "local" }],
  ["a key beside the inventory", "ansible_ssh_private_key_file: keys/id", { address: "web1", privateKeyFile: resolve("inv/keys/id") }],
  ["a key at home", "ansible_ssh_private_key_file: ~/.ssh/id", { address: "web1", privateKeyFile: `${homedir()}/.ssh/id` }],
  ["known_hosts", "tsplay_known_hosts: [known_hosts, /etc/kh]", { address: "web1", knownHostsFiles: [resolve("inv/known_hosts"), "/etc/kh"] }],
  ["one file of known_hosts", "tsplay_known_hosts: known_hosts", { address: "web1", knownHostsFiles: [resolve("inv/known_hosts")] }],
  ["host key checking", "host_key_checking: no", { address: "web1", hostKeyChecking: "no" }],
  ["host keys taken when new", "host_key_checking: accept-new", { address: "web1", hostKeyChecking: "accept-new" }],
  ["a jump host", "ansible_proxy_jump: admin@bastion:2222", { address: "web1", proxyJump: "admin@bastion:2222" }],
  ["a jump host in ssh's words", "ansible_ssh_common_args: -J bastion -o StrictHostKeyChecking=no -o 'ControlPersist=60s' -C", { address: "web1", proxyJump: "bastion", hostKeyChecking: "no" }],
  ["a jump host as an option", "ansible_ssh_common_args: -o ProxyJump=a,b -p 2200 -l root -i /k", { address: "web1", proxyJump: "a,b", port: 2200, user: "root", privateKeyFile: "/k" }],
  ["variables before ssh's words", "ansible_ssh_common_args: -p 2200\nansible_port: 22", { address: "web1", port: 22 }],
  ["a timeout", "ansible_timeout: 30", { address: "web1", timeout: 30 }],
];

const BAD: readonly (readonly [string, readonly string[]])[] = [
  ["ansible_port: x", ["inv/hosts.yml:1:15 ansible_port must be a whole number above 0"]],
  ["ansible_host: [a]", ["inv/hosts.yml:1:15 ansible_host must be text"]],
  ["ansible_connection: docker", ['inv/hosts.yml:1:21 ansible_connection is "docker", which is not supported | Supported are: ssh, local, smart, paramiko, paramiko_ssh']],
  ["ansible_ssh_common_args: -o ProxyCommand=nc", ['inv/hosts.yml:1:26 ansible_ssh_common_args has "-o ProxyCommand=nc", and tsplay does not start the ssh program | For a jump host set ansible_proxy_jump; other options can stand in ~/.ssh/config']],
  ["host_key_checking: maybe", ["inv/hosts.yml:1:20 host_key_checking must be yes, no or accept-new"]],
  ["tsplay_known_hosts: {a: b}", ["inv/hosts.yml:1:21 tsplay_known_hosts must be the name of a file, or a list of them"]],
];

describe("[U] connection variables", () => {
  for (const [title, text, expected] of TARGETS) {
    it(title, () => {
      const target = targetOf("web1", scope(text));
      expect(target.ok ? target.value : saidBy(target)).to.deep.equal({ host: "web1", ...DEFAULTS, ...expected });
    });
  }
  for (const [text, expected] of BAD) {
    it(`refuses ${text}`, () => { expect(saidBy(targetOf("web1", scope(text)))).to.deep.equal(expected); });
  }
  it("an undefined variable in them is told of", () => {
    expect(saidBy(targetOf("web1", scope("ansible_host: '{{ nope }}'")))[0]).to.match(/^inv\/hosts\.yml:1:\d+ .*nope/);
  });
  it("passwords are secrets", () => {
    const target = targetOf("web1", scope("ansible_password: 12345"));
    expect(target.ok && target.value.password).to.be.instanceOf(Secret);
    expect(target.ok && target.value.password?.reveal()).to.equal("12345");
    expect(JSON.stringify(target)).to.not.include("12345");
  });
  it("this machine's names mean itself unless something says otherwise", () => {
    const connections = ["x: 1", "ansible_host: 192.0.2.1", "ansible_port: 2222", "ansible_connection: ssh"].map((text) => {
      const target = targetOf("localhost", scope(text));
      return target.ok && target.value.connection;
    });
    expect(connections).to.deep.equal(["local", "ssh", "ssh", "ssh"]);
  });
  it("have the shape that connections want", () => {
    const target = targetOf("web1", scope("x: 1"));
    const wanted: Target | false = target.ok && target.value;
    const become: Become = { method: "sudo", user: "root" };
    expect([wanted && wanted.host, become.user]).to.deep.equal(["web1", "root"]);
  });
});

function scope(text: string): Variables {
  const parsed = parseYaml(text, "inv/hosts.yml");
  if (!parsed.ok || parsed.value?.kind !== "map") throw new Error("not parsed");
  return createScope([{ origin: "inventory host web1", level: 8, vars: parsed.value }]);
}
