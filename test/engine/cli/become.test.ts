import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { PASSWORD, startSshd } from "#test/engine/connection/sshd.js";
import { tsplay, type Called, type Calling } from "./command-line.js";

describe("[I] tsplay run as another user", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "tsplay-become-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  function write(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  function play(tasks: string, words: readonly string[] = [], more: Calling = {}): Called {
    write("site.yml", `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.replace(/^/gm, "    ")}\n`);
    return tsplay(["run", "site.yml", "-v", ...words], { cwd: folder, ...more });
  }

  const local = ["-i", "here,", "-c", "local"];
  const who = "- {name: Who, command: id -un}";

  it("by an ansible.cfg: the method, and what is said of it alone", () => {
    write("ansible.cfg", "[privilege_escalation]\nbecome = true\nbecome_method = su\nbecome_user = bin\nbecome_flags = -H\n[su_become_plugin]\nflags = -s /bin/sh\nuser = daemon\n");
    expect(play(who, local).out).to.include('"stdout":"daemon"');
    expect(play(who, [...local, "--become-method", "sudo"]).out, "an option counts above it, and flags of su are not sudo's").to.include('"stdout":"bin"');
    expect(play(who, [...local, "--become-user", "games"]).out).to.include('"stdout":"games"');
  });

  it("by .tsplay.yml, and the environment above it", () => {
    write(".tsplay.yml", "become: true\nbecome_method: sudo\nbecome_user: daemon\nsudo: {exe: /no/such/sudo}\n");
    expect(play(who, local)).to.have.property("out").that.includes("/no/such/sudo is not installed on the host");
    expect(play(who, local, { env: { ANSIBLE_BECOME_EXE: "/usr/bin/sudo" } }).out).to.include('"stdout":"daemon"');
    expect(play(who, local, { env: { ANSIBLE_BECOME_METHOD: "su", ANSIBLE_SU_FLAGS: "-s /bin/sh" } }).out).to.include('"stdout":"daemon"');
  });

  it("refuses methods that are not offered before any host is asked", () => {
    write("hosts.yml", "all:\n  hosts:\n    here: {ansible_connection: local}\n  vars:\n    ansible_become_method: pfexec\n");
    const refused = play(who, ["-i", "hosts.yml"]);
    expect(refused).to.include({ code: 4 });
    expect(refused.err).to.include('hosts.yml:5:28: ansible_become_method is "pfexec", which is not offered').and.to.include("pfexec belongs to Solaris");
    expect(play(who, [...local, "--become-method", "suod"])).to.include({ code: 4 }).and.have.property("err").that.includes("Write one of sudo, su, doas, runuser");
    expect(play(`${who}\n- {name: And, command: id, become_method: dzdo}`, local)).to.include({ code: 4 }).and.have.property("err").that.includes("become_method: sudo with become_exe: dzdo");
  });

  it("whose name cannot be made fails the task, and nobody else is become", () => {
    const played = play("- {name: Known, command: 'true', register: r}\n- {name: Who, command: id -un, become: true, become_user: '{{ r.nothing.at_all }}'}", local);
    expect(played.code).to.equal(2);
    expect(played.out).to.include("failed: [here] a value of this task cannot be made").and.not.to.include('"stdout":"root"');
    const list = play("- {name: Who, command: id -un, become: true, become_user: '{{ [1] }}'}", local);
    expect(list.code).to.equal(2);
    expect(list.out).to.include("this must be text, not a list or a dictionary");
  });

  it("foresees what a user will see whom the same run would make", () => {
    const played = play("- {name: Made, user: {name: tsplay-nobody-yet}}\n- {name: Written, copy: {content: x, dest: /srv/tsplay-foreseen}, become: true, become_user: tsplay-nobody-yet, become_method: su}", [...local, "--check"]);
    expect(played.code, played.out).to.equal(0);
    expect(played.out).to.include("assumed");
    const program = play("- {name: Made, file: {path: /srv/tsplay-foreseen, state: directory}}\n- {name: Written, copy: {content: x, dest: /srv/tsplay-foreseen/x}, become: true, become_user: daemon, become_exe: /no/such/sudo}", [...local, "--check"]);
    expect(program.code, program.out).to.equal(0);
  });

  it("with the password of -K, which nothing shows", async () => {
    const sshd = await startSshd();
    try {
      write("password", `${PASSWORD}\n`);
      write("hosts.yml", `all:\n  hosts:\n    far: {ansible_host: 127.0.0.1, ansible_port: ${sshd.port}, ansible_user: asked, ansible_ssh_private_key_file: ${sshd.key}, tsplay_known_hosts: ${sshd.knownHosts}}\n`);
      const tasks = ["su", "doas", "sudo"].map((method) => `- {name: By ${method}, command: id -un, become: true, become_method: ${method}}`).join("\n");
      const played = play(`${tasks}\n- {name: Later, command: id -un, become: true, become_user: service, become_method: su, async: 20, poll: 1}`, ["-i", "hosts.yml", "--become-password-file", "password"]);
      expect(played.code, played.out + played.err).to.equal(0);
      expect(played.out.match(/"stdout":"root"/g)).to.have.length(3);
      expect(played.out).to.include('"stdout":"service"');
      expect(played.out + played.err).to.not.include(PASSWORD);
      const wrong = play("- {name: By su, command: id -un, become: true, become_method: su}", ["-i", "hosts.yml"], { env: { ANSIBLE_SU_PASS: "not the password" } });
      expect(wrong.code).to.equal(2);
      expect(wrong.out).to.include("su refused the password given for root").and.not.to.include("not the password");
      expect(play("- {name: By doas, command: id -un, become: true, become_method: doas}", ["-i", "hosts.yml"]).out).to.include("doas wants the password of asked in order to become root");
    } finally {
      sshd.stop();
    }
  });
});
