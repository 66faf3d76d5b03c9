import { createHash } from "node:crypto";
import { expect } from "chai";
import { farAway } from "#test/support/far-away.js";
import { FaultLab, one, outcomeOf, recapOf, two } from "#test/support/fault-lab.js";
import { inside } from "#test/support/lab.js";

/** Milliseconds that a byte takes to the far-away host, and back again. */
const DELAY = 100;

describe("[E] files, full disks and far-away hosts", function () {
  this.timeout(120_000);
  const lab = new FaultLab();

  describe("a full disk", () => {
    before(async () => {
      lab.write("large", Buffer.alloc(2_000_000, "large "));
      lab.write("small", Buffer.alloc(40_000, "small "));
      await inside(one.name, "sh", "-c", "mkdir /srv/full && mount -t tmpfs -o size=64k tmpfs /srv/full && echo old >/srv/full/there && head -c 40000 /dev/zero >/srv/full/filler");
    });

    for (const name of ["small", "large"]) {
      it(`refuses a ${name} file with a sentence, leaves the old one, and no trace of the new`, async () => {
        const played = await lab.run(`- name: Copy\n  copy: {src: ${lab.folder}/${name}, dest: /srv/full/there}\n- name: Never\n  command: touch /root/never`);
        expect(played.code, played.output).to.equal(2);
        expect(outcomeOf(played, one.name, "Copy")).to.deep.nested.include({ "kind": "failed", "problem.reason": "write-failed", "problem.stage": "space", "problem.path": "/srv/full/there" });
        expect(played.output).to.match(/failed: \[fault1\] no space left on the file system of \/srv\/full\/there\n.*\n {4}Free some space there/);
        expect(await inside(one.name, "sh", "-c", "ls -A /srv/full; cat /srv/full/there")).to.equal("filler\nthere\nold\n");
        expect(recapOf(played, one.name)).to.deep.equal({ failed: 1, notAttempted: 1 });
        expect(recapOf(played, two.name), played.output).to.deep.equal({ failed: 1, notAttempted: 1 }); // it has no /srv/full
        expect(played.output).to.include("failed: [fault2] ");
      });
    }
  });

  describe("files of every kind, as another user", () => {
    it("arrive byte for byte, with their mode, and leave nothing behind", async () => {
      lab.inventory({ [two.name]: { ansible_user: "deploy" }, [one.name]: { ansible_user: "admin", ansible_become_password: "lab-admin-password" } }, { ansible_become: true });
      const contents = new Map<string, Uint8Array>([
        ["huge", pattern(100_000_000)], ["empty", new Uint8Array()], ["with NUL", Buffer.from("a\0b\n\0")], ["at the limit", pattern(65_536)], ["above it", pattern(65_537)],
      ]);
      for (const [name, bytes] of contents) lab.write(name, bytes);
      const names = ["plain", "with  space", "quote'\"$(touch x)`", "new\nline", "ünï ☃", "-dash", "*?["];
      const played = await lab.run(`- name: Folder
  file: {path: /srv/files, state: directory}
- name: Contents
  copy: {src: "${lab.folder}/{{ item }}", dest: "/srv/files/{{ item }}", mode: "0640", group: www-data}
  loop: ${JSON.stringify([...contents.keys()])}
- name: Names
  copy: {content: "{{ item }}\\n", dest: "/srv/files/named {{ item }}"}
  loop: ${JSON.stringify(names)}
- name: Large names
  copy: {src: "${lab.folder}/above it", dest: "/srv/files/large {{ item }}"}
  loop: ${JSON.stringify(names)}`);
      expect(played.code, played.output).to.equal(0);
      for (const host of [one.name, two.name]) {
        for (const [name, bytes] of contents) {
          expect(await inside(host, "stat", "-c", "%a %U %G %s", `/srv/files/${name}`), name).to.equal(`640 root www-data ${bytes.length}\n`);
          expect((await inside(host, "sha256sum", "-z", `/srv/files/${name}`)).slice(0, 64), name).to.equal(digest(bytes));
        }
        for (const name of names) {
          expect(await inside(host, "cat", `/srv/files/named ${name}`), name).to.equal(`${name}\n`);
          expect((await inside(host, "sh", "-c", "sha256sum <\"$1\"", "sh", `/srv/files/large ${name}`)).slice(0, 64), name).to.equal(digest(pattern(65_537)));
        }
        expect((await inside(host, "sh", "-c", "ls -A /srv/files | wc -l"))).to.equal(`${contents.size + 2 * names.length + 2}\n`); // two names take two lines
        expect(await inside(host, "sh", "-c", "ls -A /tmp /var/tmp /home/admin /home/deploy | grep -v systemd-private | grep -v -E '^(/.*:|)$' || true"), host).to.not.match(/tsplay|ansible/i);
      }
    });
  });

  describe("a far-away host", () => {
    it("costs a few round trips when there is nothing to do, not one a task", async () => {
      lab.inventory();
      const tasks = thirtyTasks();
      const first = await lab.run(tasks, "--limit", one.name);
      expect(first.code, first.output).to.equal(0);
      const proxy = await farAway(one.address, 22, DELAY);
      const known = lab.known.knownHostsLines.map((line) => line.replace(/^\S+/, `[127.0.0.1]:${proxy.port}`)).join("\n");
      lab.inventory({ [one.name]: { ansible_host: "127.0.0.1", ansible_port: proxy.port, tsplay_known_hosts: lab.write("far_known_hosts", `${known}\n`), ansible_timeout: 20 } });
      const played = await lab.run(tasks, "--limit", one.name);
      proxy.close();
      expect(played.code, played.output).to.equal(0);
      expect(recapOf(played, one.name)).to.deep.equal({ ok: 30 });
      const seconds = played.events.flatMap((event) => event.type === "run-end" ? [event.seconds] : [])[0];
      expect(proxy.turns(), "round trips, those of the login included").to.be.lessThan(20);
      expect(seconds, "seconds; one round trip a task would take 6").to.be.lessThan(4);
    });
  });
});

/** Bytes that repeat late. */
function pattern(length: number): Uint8Array {
  const block = Uint8Array.from({ length: 65_521 }, (_, index) => (index * 7919) >> 3);
  const bytes = Buffer.alloc(length);
  for (let start = 0; start < length; start += block.length) bytes.set(block.subarray(0, Math.min(block.length, length - start)), start);
  return bytes;
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Unlike things, ten of each of three kinds. */
function thirtyTasks(): string {
  const numbers = Array.from({ length: 10 }, (_, index) => index);
  return numbers.map((index) => `- name: Folder ${index}
  file: {path: /srv/far/${index}, state: directory, mode: "0750"}
- name: Copy ${index}
  copy: {content: "number ${index}\\n", dest: /srv/far/${index}/file}
- name: Line ${index}
  lineinfile: {path: /srv/far/${index}/file, line: "number ${index}"}`).join("\n");
}
