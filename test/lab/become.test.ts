import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { down, labUsers, type HostSpec } from "#engine/lab/lab.js";
import { inside, labHosts, valueOf } from "#test/support/lab.js";
import { play, type Played } from "#test/support/tsplay.js";

const older: HostSpec = { name: "become12", release: "bookworm", address: "198.18.0.91" };
const newer: HostSpec = { name: "become13", release: "trixie", address: "198.18.0.92" };
const OWN = labUsers.find(({ name }) => name === "admin")?.password ?? "";
const ROOTS = "the-password-of-root";

/** Files of every size, templates, facts, a job in the background and a predicted change, as the user that is become. */
const TASKS = `
    - {name: Who, command: id -un, register: who}
    - {name: Is, assert: {that: "who.stdout == wanted and ansible_facts.user_id == wanted"}}
    - {name: Folder, file: {path: "/tmp/{{ method }}-{{ wanted }}", state: directory, mode: "0700"}}
    - {name: Small, copy: {content: "small\\n", dest: "/tmp/{{ method }}-{{ wanted }}/small", mode: "0640"}}
    - {name: Big, copy: {src: big, dest: "/tmp/{{ method }}-{{ wanted }}/big"}}
    - {name: Script, shell: "cat; printf '\\\\3\\\\4'", args: {stdin: typed}, changed_when: false}
    - {name: Behind, command: id -un, async: 30, poll: 1, changed_when: false}`;

describe("[E] becoming another user by su, doas and runuser", function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "tsplay-become-"));
  const hosts = labHosts([older, newer]);

  before(async function () {
    this.timeout(600_000);
    const [first] = hosts();
    if (first === undefined) throw new Error("the lab gave no host");
    const vars = { ansible_ssh_private_key_file: first.privateKey, tsplay_known_hosts: first.knownHosts };
    writeFileSync(join(folder, "hosts.yml"), JSON.stringify({ all: { vars, hosts: Object.fromEntries([older, newer].map(({ name, address }) => [name, { ansible_host: address }])) } }));
    writeFileSync(join(folder, "big"), Buffer.alloc(3_000_000, 7));
    for (const [name, password] of [["own", OWN], ["roots", ROOTS], ["wrong", "not-the-password"]]) writeFileSync(join(folder, `${name ?? ""}-password`), `${password ?? ""}\n`);
    const made = await run("- {name: Doas, apt: {name: doas, update_cache: true}}\n- {name: Rules, copy: {content: \"permit admin\\npermit nopass deploy\\n\", dest: /etc/doas.conf, mode: \"0600\"}}", { user: "root" });
    expect(made.code, made.output).to.equal(0);
    const hash = execFileSync("openssl", ["passwd", "-6", ROOTS], { encoding: "utf8" }).trim(); // the password itself would stand in the journal
    for (const { name } of [older, newer]) await inside(name, "usermod", "-p", hash, "root");
  });
  after(async () => {
    valueOf(await down([older.name, newer.name]));
    rmSync(folder, { recursive: true });
  });

  async function run(tasks: string, { user, head = "", words = [] }: { readonly user: string; readonly head?: string; readonly words?: readonly string[] }): Promise<Played> {
    writeFileSync(join(folder, "site.yml"), `- hosts: all\n  gather_facts: ${head === "" ? "false" : "true"}\n${head}  tasks:\n${tasks.trim().replace(/^ */gm, "    ")}\n`);
    return await play(["site.yml", "-i", "hosts.yml", "-u", user, ...words], folder);
  }

  const ways: readonly (readonly [method: string, login: string, become: string, flags: string, password: string])[] = [
    ["su", "admin", "root", "", "roots"], ["doas", "admin", "root", "", "own"], ["doas", "admin", "www-data", "", "own"], ["doas", "deploy", "root", "", ""],
    ["sudo", "admin", "root", "-i", "own"], ["su", "root", "www-data", "-s /bin/sh", ""], ["runuser", "root", "www-data", "-s /bin/sh", ""],
  ];
  for (const [method, login, become, flags, password] of ways) {
    it(`${login} becomes ${become} by ${method} ${flags}${password === "" ? "" : " with a password"}, and the second run changes nothing`, async () => {
      const head = `  become: true\n  become_user: ${become}\n  become_method: ${method}\n${flags === "" ? "" : `  become_flags: ${flags}\n`}  vars: {method: ${method}, wanted: ${become}}\n`;
      const words = password === "" ? [] : ["--become-password-file", `${password}-password`];
      const foreseen = await run(TASKS, { user: login, head, words: [...words, "--check"] });
      expect(foreseen.code, foreseen.output).to.equal(0);
      for (const { name } of [older, newer]) expect(await inside(name, "sh", "-c", `ls -d /tmp/${method}-${become} 2>/dev/null | wc -l`)).to.equal("0\n");
      const first = await run(TASKS, { user: login, head, words });
      expect(first.code, first.output).to.equal(0);
      for (const { name } of [older, newer]) {
        expect(await inside(name, "sh", "-c", `cd /tmp/${method}-${become}; stat -c '%n %a %U %s' small big`)).to.equal(`small 640 ${become} 6\nbig 644 ${become} 3000000\n`);
      }
      const second = await run(TASKS.replace("command: id -un, register: who", "command: id -un, register: who, changed_when: false"), { user: login, head, words });
      expect(second.output).to.match(/become12 +: ok=8 changed=0 /).and.to.match(/become13 +: ok=8 changed=0 /);
      for (const { name } of [older, newer]) await inside(name, "rm", "-r", `/tmp/${method}-${become}`);
      expect(first.output + JSON.stringify(first.events)).to.not.include(ROOTS).and.not.include(OWN);
    });
  }

  it("what goes wrong is told for each host, soon, and nothing of a password is kept there", async () => {
    const cases: readonly (readonly [head: string, words: readonly string[], told: string])[] = [
      ["su", ["--become-password-file", "wrong-password"], "su refused the password given for root"],
      ["doas", ["--become-password-file", "wrong-password"], "doas refused the password given for admin"],
      ["su", [], "su wants the password of root in order to become root"],
      ["doas", [], "doas wants the password of admin in order to become root"],
      ["runuser", [], "admin may not become root by runuser"],
    ];
    for (const [method, words, told] of cases) {
      const begun = Date.now();
      const played = await run("- {name: Who, command: id -un}", { user: "admin", head: `  become: true\n  become_method: ${method}\n`, words });
      expect(played.code, played.output).to.equal(2);
      for (const { name } of [older, newer]) expect(played.output).to.include(`failed: [${name}] ${told}`);
      expect(Date.now() - begun).to.be.lessThan(25_000);
    }
    for (const { name } of [older, newer]) {
      expect(await inside(name, "sh", "-c", `journalctl --no-pager -o verbose | grep -cE '${[ROOTS, OWN, "not-the-password"].map(bracketed).join("|")}' || true`)).to.equal("0\n");
      expect(await inside(name, "sh", "-c", "ls -A /tmp /root /home/admin | grep -c tsplay || true")).to.equal("0\n");
      // PAM has su wait for some seconds after a failure, though nobody listens any more
      expect(await inside(name, "sh", "-c", "for _ in $(seq 100); do pgrep -x 'script|doas|su' >/dev/null || break; sleep 0.1; done; pgrep -xc 'script|doas|su' || true")).to.equal("0\n");
    }
  });
});

/** A pattern that does not find itself. */
function bracketed(text: string): string {
  return `${text.slice(0, -1)}[${text.slice(-1)}]`;
}
