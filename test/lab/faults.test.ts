import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { labUsers, plugNetwork, pullNetwork, reset, upperDirectory } from "#engine/lab/lab.js";
import { causeOf, endings, FaultLab, one, outcomeOf, recapOf, two, until } from "#test/support/fault-lab.js";
import { inside, valueOf } from "#test/support/lab.js";
import { tsplay, type Played } from "#test/support/tsplay.js";

const MARK = "- name: Mark\n  copy: {content: \"here\\n\", dest: /root/mark}\n- name: More\n  command: touch /root/more";
const PASSWORD = labUsers.find(({ name }) => name === "admin")?.password ?? "";

describe("[E] hosts that do not let us in", function () {
  this.timeout(120_000);
  const lab = new FaultLab();

  describe("hosts that are down", () => {
    after(async () => { valueOf(await plugNetwork(two.name)); });

    it("are passed over by a task that ignores it, and tried again by the next one", async () => {
      lab.inventory({ closed: { ansible_host: one.address, ansible_port: 2222 } });
      const played = await lab.run("- name: Try\n  command: \"true\"\n  ignore_unreachable: true\n  register: tried\n- name: Look\n  assert: {that: tried.unreachable}\n  when: tried.unreachable is defined", "--limit", `closed,${one.name}`);
      expect(played.code, played.output).to.equal(0);
      expect(endings(played, "closed")).to.deep.equal(["Look: ok"]);
      expect(causeOf(played, "closed")).to.include({ reason: "refused" });
      expect(recapOf(played, "closed")).to.deep.equal({ ok: 2, ignored: 1 });
      expect(played.output).to.include("unreachable (ignored): [closed]").and.not.to.include("unreachable: [");
    });

    it("are unreachable within the timeout, each with its reason, and the others go on", async () => {
      valueOf(await pullNetwork(two.name));
      lab.inventory({ nobody: { ansible_host: "198.18.0.253" }, closed: { ansible_host: one.address, ansible_port: 2222 }, nameless: { ansible_host: "no-such-host.invalid" } });
      const played = await lab.run(MARK);
      expect(played.code, played.output).to.equal(3);
      expect(endings(played, one.name)).to.deep.equal(["Mark: changed", "More: changed"]);
      for (const host of [two.name, "nobody"]) expect(causeOf(played, host)?.reason, host).to.be.oneOf(["connect-timeout", "no-route"]);
      expect(causeOf(played, "closed")).to.include({ reason: "refused", port: 2222 });
      expect(causeOf(played, "nameless")).to.include({ reason: "dns" });
      for (const host of [two.name, "nobody", "closed", "nameless"]) expect(recapOf(played, host), host).to.deep.equal({ unreachable: true, notAttempted: 1 });
      expect(recapOf(played, one.name)).to.deep.equal({ ok: 2, changed: 2 });
      expect(secondsOf(played)).to.be.lessThan(7);
      expect(played.output).to.match(/unreachable: \[nobody\] 198\.18\.0\.253 port 22 (?:did not answer in time|cannot be reached)/)
        .and.to.match(/unreachable: \[closed\] 198\.18\.0\.51 port 2222 refused the connection\n.*\n {4}Is sshd running there/)
        .and.to.include("unreachable: [nameless] the name no-such-host.invalid cannot be resolved");
      expect(played.output).to.match(/nobody +: ok=0 changed=0 unreachable=1 .*not-attempted=1\n/).and.to.match(/fault1 +: ok=2 changed=2 unreachable=0 .*not-attempted=0\n/).and.to.include("Ended with unreachable hosts");
    });
  });

  describe("keys", () => {
    it("that are refused: says what was tried", async () => {
      const key = join(lab.folder, "other_key");
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
      lab.inventory({ [one.name]: { ansible_ssh_private_key_file: key } });
      const played = await lab.run(MARK);
      expect(played.code, played.output).to.equal(3);
      expect(causeOf(played, one.name)).to.deep.equal({ reason: "auth-failed", user: "root", address: one.address, tried: [`key ${key}`] });
      expect(played.output).to.include(`unreachable: [fault1] ${one.address} refused the login of user "root"\n    tried: key ${key}\n    Name the key (--private-key`);
      expect(recapOf(played, two.name)).to.include({ ok: 2 });
      lab.inventory({ [one.name]: { ansible_ssh_private_key_file: join(lab.folder, "no_such_key") } });
      expect((await lab.run(MARK, "--limit", one.name)).output).to.include("no_such_key cannot be used\n    there is no such file");
    });
  });

  describe("host keys", () => {
    it("that are not known: shows the fingerprint, says how to accept it, and writes nothing", async () => {
      const file = join(lab.folder, "fresh_known_hosts");
      lab.inventory({}, { tsplay_known_hosts: file });
      const cause = causeOf(await lab.run(MARK, "--limit", one.name), one.name);
      const looked = cause?.reason === "host-key-unknown" ? cause.knownHosts : [];
      const stamps = looked.map(stampOf);
      const played = await lab.run(MARK, "--limit", one.name);
      expect(played.code, played.output).to.equal(3);
      const fingerprint = (await inside(one.name, "ssh-keygen", "-lf", "/etc/ssh/ssh_host_ed25519_key.pub")).split(" ")[1] ?? "";
      expect(played.output).to.include(`the host key of ${one.address} is not known: ${fingerprint}`).and.to.include(`looked in ${file}, `).and.to.include(`ssh-keyscan ${one.address} >> ${file}`).and.to.include("--host-key-checking accept-new");
      expect(existsSync(file)).to.equal(false);
      expect(looked.map(stampOf), looked.join()).to.deep.equal(stamps);
    });

    it("are added with accept-new, and known from then on", async () => {
      const file = join(lab.folder, "accepted_known_hosts");
      lab.inventory({}, { tsplay_known_hosts: file });
      const accepted = await lab.run(MARK, "--host-key-checking", "accept-new");
      expect(accepted.code, accepted.output).to.equal(0);
      const lines = readFileSync(file, "utf8");
      expect(lines.trim().split("\n").length).to.equal(2);
      const again = await lab.run(MARK);
      expect(again.code, again.output).to.equal(0);
      expect(readFileSync(file, "utf8")).to.equal(lines);
    });

    it("that changed: refuses, also with accept-new, and names the line and the command that removes it", async () => {
      const file = lab.write("old_known_hosts", `# kept by hand\n${lab.known.knownHostsLines.join("\n")}\n`);
      const old = readFileSync(file, "utf8");
      valueOf(await reset(one.name));
      lab.inventory({ [one.name]: { tsplay_known_hosts: file } });
      for (const how of ["yes", "accept-new"]) {
        const played = await lab.run(MARK, "--host-key-checking", how);
        expect(played.code, played.output).to.equal(3);
        expect(causeOf(played, one.name)).to.include({ reason: "host-key-changed", knownHosts: file });
        expect(recapOf(played, two.name)).to.include({ ok: 2 });
        const [, line = "0", command = ""] = /another key is known at .*:(\d+)\n.*\n {4}(ssh-keygen -R .*)\n/.exec(played.output) ?? [];
        expect(old.split("\n")[Number(line) - 1], played.output).to.include("ssh-ed25519");
        expect(command).to.equal(`ssh-keygen -R ${one.address} -f ${file}`);
        expect(readFileSync(file, "utf8")).to.equal(old);
      }
      execFileSync("ssh-keygen", ["-R", one.address, "-f", file], { stdio: "ignore" });
      const played = await lab.run(MARK, "--host-key-checking", "accept-new", "--limit", one.name);
      expect(played.code, played.output).to.equal(0);
    });
  });

  describe("sudo", () => {
    const AS_ROOT = "- name: As root\n  command: id -un\n  register: who\n- name: Owned\n  copy: {content: \"x\\n\", dest: /root/by-sudo}";
    before(() => { lab.inventory({}, { ansible_user: "admin", ansible_become: true }); });

    it("that wants a password nobody gave, or another one", async () => {
      const none = await lab.run(AS_ROOT, "--limit", one.name);
      expect(none.code, none.output).to.equal(2);
      expect(none.output).to.include("failed: [fault1] sudo wants the password of admin in order to become root\n    Run with -K");
      const wrong = await lab.run(AS_ROOT, "--limit", one.name, "--become-password-file", lab.write("wrong", "not-the-password\n"));
      expect(wrong.code, wrong.output).to.equal(2);
      expect(wrong.output).to.include("failed: [fault1] sudo refused the password given for admin\n").and.to.include("Run again with -K").and.not.include("not-the-password");
    });

    it("that gets the right one: nothing on the host ever shows it", async () => {
      const file = lab.write("right", `${PASSWORD}\n`);
      const pattern = `${PASSWORD.slice(0, -1)}[${PASSWORD.slice(-1)}]`; // does not match itself
      const run = lab.begin(`${AS_ROOT}\n- name: Wait\n  shell: touch /root/waiting; while [ -e /root/waiting ]; do sleep 0.1; done\n- name: Say\n  debug: {msg: "{{ who.stdout }}"}`, "--limit", one.name, "--become-password-file", file, "-vvv");
      await until(run, one.name, "[ -e /root/waiting ]");
      const shown = await inside(one.name, "sh", "-c", `grep -al '${pattern}' /proc/[0-9]*/cmdline /proc/[0-9]*/environ; ps axww | grep '${pattern}'; rm /root/waiting`);
      const played = await run.end();
      expect(shown).to.equal("");
      expect(played.code, played.output).to.equal(0);
      expect(outcomeOf(played, one.name, "As root")).to.have.nested.property("values.stdout", "root");
      expect(played.output + JSON.stringify(played.events)).to.not.include(PASSWORD);
      expect(await inside(one.name, "sh", "-c", `journalctl --no-pager -o verbose | grep -c '${pattern}' || true`)).to.equal("0\n");
      expect(await inside(one.name, "journalctl", "--no-pager", "-t", "sudo")).to.include("admin : "); // sudo did write its log
      expect(filesWith(PASSWORD)).to.deep.equal([]);
    });

    it("without a password, and to a user without rights, who writes files of every size", async () => {
      lab.inventory({}, { ansible_user: "deploy" });
      const big = lab.write("big", Buffer.alloc(3_000_000, 7));
      const played = await lab.run(`- name: Folder
  file: {path: /srv/web, state: directory, owner: www-data, mode: "0700"}
  become: true
- name: Who
  command: id -un
  become: true
  become_user: www-data
- name: Small
  copy: {content: "small\\n", dest: /srv/web/small, mode: "0640"}
  become: true
  become_user: www-data
- name: Big
  copy: {src: ${big}, dest: /srv/web/big}
  become: true
  become_user: www-data
- name: Myself
  command: id -un`, "--limit", one.name);
      expect(played.code, played.output).to.equal(0);
      expect(["Who", "Myself"].map((task) => JSON.stringify(outcomeOf(played, one.name, task)))).to.satisfy(([who = "", me = ""]: string[]) => who.includes("\"stdout\":\"www-data\"") && me.includes("\"stdout\":\"deploy\""));
      expect(await inside(one.name, "stat", "-c", "%n %a %U %s", "/srv/web/small", "/srv/web/big")).to.equal("/srv/web/small 640 www-data 6\n/srv/web/big 644 www-data 3000000\n");
      expect(await inside(one.name, "sh", "-c", "ls -A /srv/web /tmp | grep -c tsplay || true")).to.equal("0\n");
    });

    it("to a user who is not there, or who may not", async () => {
      const played = await lab.run("- name: Nobody\n  command: id\n  become: true\n  become_user: no-such-user", "--limit", one.name);
      expect(played.code, played.output).to.equal(2);
      expect(played.output).to.include("deploy cannot become no-such-user: there is no such user on the host\n").and.to.match(/unknown user:? no-such-user/).and.to.include("Make the user in an earlier task");
    });
  });

  describe("bad input", () => {
    it("is told before any host is connected to", async () => {
      lab.inventory();
      const before = await logins();
      const good = lab.write("good.yml", "- hosts: all\n  tasks:\n    - command: \"true\"\n");
      const cases: readonly (readonly [string, readonly string[], string])[] = [
        ["no such playbook", ["nowhere.yml", "-i", "hosts.yml"], "nowhere.yml"],
        ["a folder for a playbook", [lab.folder, "-i", "hosts.yml"], lab.folder],
        ["an empty playbook", [lab.write("empty.yml", ""), "-i", "hosts.yml"], "empty.yml"],
        ["broken YAML", [lab.write("broken.yml", "- hosts: all\n  tasks:\n   - command: [\n"), "-i", "hosts.yml"], "broken.yml:"],
        ["bytes that are no text", [lab.write("binary.yml", Buffer.from([0xff, 0xfe, 0, 1, 2])), "-i", "hosts.yml"], "binary.yml"],
        ["no such inventory", [good, "-i", "nowhere"], "nowhere"],
        ["an inventory with errors", [good, "-i", lab.write("bad-hosts.yml", "all:\n  hosts: [a, b]\n  childs: {}\n")], "bad-hosts.yml:"],
        ["an unknown limit", [good, "-i", "hosts.yml", "--limit", "fualt1"], "fault1"],
        ["an unknown keyword", [lab.write("keyword.yml", "- hosts: all\n  tasks:\n    - comand: id\n"), "-i", "hosts.yml"], "command"],
      ];
      for (const [what, words, named] of cases) {
        const { code, output } = await tsplay(["run", ...words], lab.folder);
        expect(code, `${what}:\n${output}`).to.equal(4);
        expect(output, what).to.include(named).and.not.include("internal").and.not.match(/\n\s+at /);
      }
      expect(await logins()).to.equal(before);
    });
  });

  /** How often sshd was spoken to. */
  async function logins(): Promise<string> {
    return inside(one.name, "sh", "-c", "journalctl --no-pager -q -u ssh | wc -l");
  }

  /** Files of the host, below what it wrote, that hold a text. */
  function filesWith(text: string): readonly string[] {
    try {
      return execFileSync("grep", ["-rlaF", text, upperDirectory(one.name)], { encoding: "utf8" }).trim().split("\n");
    } catch (error) {
      if ((error as { status?: unknown }).status === 1) return [];
      throw error;
    }
  }
});

function secondsOf({ events }: Played): number {
  return events.flatMap((event) => event.type === "run-end" ? [event.seconds] : [])[0] ?? Infinity;
}

function stampOf(file: string): string {
  return existsSync(file) ? `${statSync(file).mtimeMs} ${statSync(file).size}` : "absent";
}
