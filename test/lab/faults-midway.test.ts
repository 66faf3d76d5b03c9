import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { plugNetwork, pullNetwork } from "#engine/lab/lab.js";
import { causeOf, cutSessions, endings, FaultLab, one, outcomeOf, recapOf, two, until } from "#test/support/fault-lab.js";
import { inside, valueOf } from "#test/support/lab.js";

const ONLY_ONE = `when: inventory_hostname == "${one.name}"`;
const AFTER = "- name: After\n  command: touch /root/after";

describe("[E] runs that do not come to their end", function () {
  this.timeout(180_000);
  const lab = new FaultLab();

  it("connection lost during a command: lost and never ok, and the others go on", async () => {
    const run = lab.begin(`- name: Sleep\n  command: sleep 77\n  ${ONLY_ONE}\n${AFTER}`);
    await until(run, one.name, "pgrep -x sleep >/dev/null");
    await cutSessions(one.name);
    const played = await run.end();
    expect(played.code, played.output).to.equal(3);
    expect(causeOf(played, one.name)).to.deep.equal({ reason: "lost", detail: "the connection was closed by the host" });
    expect(played.output).to.include("unreachable: [fault1] the connection was lost: whether the command that ran has ended, and how, is not known\n");
    expect(endings(played, one.name)).to.deep.equal([]);
    expect(recapOf(played, one.name)).to.deep.equal({ unreachable: true, notAttempted: 1 });
    expect(recapOf(played, two.name)).to.deep.equal({ ok: 1, changed: 1, skipped: 1 });
    await inside(one.name, "pkill", "-x", "sleep");
  });

  it("connection lost during an upload: what was there stays, and nothing is left behind", async () => {
    const big = lab.write("big", Buffer.alloc(300_000_000, "big "));
    await inside(one.name, "sh", "-c", "mkdir /srv/up; echo old >/srv/up/big");
    const tasks = `- name: Upload\n  copy: {src: ${big}, dest: /srv/up/big}\n  ${ONLY_ONE}\n  notify: tell\n${AFTER}\nhandlers:\n- name: tell\n  command: touch /root/told`;
    const run = lab.begin(tasks);
    await until(run, one.name, "find /srv/up -name '.tsplay-*' -size +5000k | grep -q .");
    await cutSessions(one.name);
    const played = await run.end();
    expect(played.code, played.output).to.equal(3);
    expect(causeOf(played, one.name)).to.deep.equal({ reason: "lost", detail: "the connection was closed by the host" });
    expect(recapOf(played, two.name)).to.include({ ok: 1 });
    await until(run, one.name, "[ $(ls -A /srv/up | wc -l) = 1 ]");
    expect(await inside(one.name, "cat", "/srv/up/big")).to.equal("old\n");
    expect(recapOf(played, one.name).owed, "the file may have been in place when the connection went").to.deep.equal(["tell"]);
  });

  it("everything killed in the middle of an upload: the next run clears up", async () => {
    const run = lab.begin(`- name: Upload\n  copy: {src: ${lab.folder}/big, dest: /srv/up/big}`, "--limit", one.name);
    await until(run, one.name, "find /srv/up -name '.tsplay-*' -size +5000k | grep -q .");
    await inside(one.name, "pkill", "-KILL", "-x", "sh"); // as a crash of the host would
    const played = await run.end();
    expect(played.code, played.output).to.equal(3);
    expect(await inside(one.name, "sh", "-c", "ls -A /srv/up | grep -c tsplay; cat /srv/up/big")).to.equal("1\nold\n");
    const again = await lab.run("- name: Small\n  copy: {content: x, dest: /srv/up/small}", "--limit", one.name);
    expect(again.code, again.output).to.equal(0);
    expect(await inside(one.name, "ls", "-A", "/srv/up")).to.equal("big\nsmall\n");
  });

  it("connection lost during an installation: the next run completes it", async () => {
    const tasks = "- name: Install\n  apt: {name: apache2, update_cache: true}\n- name: Use\n  command: apache2 -v";
    const run = lab.begin(tasks, "--limit", one.name);
    await until(run, one.name, "[ -e /var/lib/dpkg/info/apache2-bin.list ]");
    await cutSessions(one.name);
    const played = await run.end();
    expect(played.code, played.output).to.equal(3);
    expect(endings(played, one.name)).to.deep.equal([]);
    const again = await lab.run(tasks, "--limit", one.name); // apt-get goes on by itself: it is waited for
    expect(again.code, again.output).to.equal(0);
    expect(await inside(one.name, "dpkg", "--audit")).to.equal("");
  });

  it("one host without its sshd and one without its network: a correct recap, and a next run that pays what is owed and completes", async () => {
    const tasks = `- name: Change\n  copy: {content: "{{ stamp }}", dest: /root/changed}\n  notify: pay\n- name: Wait\n  shell: touch /root/cut; sleep 300\n  when: stamp == "first"\n${AFTER}2\nhandlers:\n- name: pay\n  shell: echo paid >>/root/paid2`;
    const run = lab.begin(tasks, "-e", "stamp=first");
    await Promise.all([one, two].map(({ name }) => until(run, name, "[ -e /root/cut ]")));
    valueOf(await pullNetwork(two.name));
    const pulled = Date.now();
    await inside(one.name, "systemctl", "stop", "ssh");
    await cutSessions(one.name);
    await run.says("unreachable: [fault1]");
    const played = await run.end();
    expect(Date.now() - pulled, "milliseconds until the silence was noticed").to.be.lessThan(48_000);
    expect(played.code, played.output).to.equal(3);
    expect(causeOf(played, one.name)).to.deep.equal({ reason: "lost", detail: "the connection was closed by the host" });
    expect(causeOf(played, two.name)).to.deep.equal({ reason: "lost", detail: "the host stopped answering" });
    for (const { name } of [one, two]) expect(recapOf(played, name), `${name}\n${played.output}`).to.deep.equal({ ok: 1, changed: 1, unreachable: true, notAttempted: 1, owed: ["pay"] });
    expect(played.output).to.match(/fault2 : ok=1 +changed=1 +unreachable=1 .*\n +owes handlers that were notified and did not run: "pay"; the next run runs them first\n/);
    valueOf(await plugNetwork(two.name));
    await inside(one.name, "systemctl", "start", "ssh");
    await sleep(2000);
    const next = await lab.run(tasks, "-e", "stamp=second", "-e", "ansible_timeout=10");
    expect(next.code, next.output).to.equal(0);
    for (const { name } of [one, two]) {
      expect(endings(next, name), name).to.deep.equal(["pay: changed", "Change: changed", "Wait: skipped", "After: changed", "pay: changed"]);
      expect(await inside(name, "sh", "-c", "cat /root/changed /root/paid2; [ -e /root/after2 ]"), name).to.equal("secondpaid\npaid\n");
    }
    expect(next.output).to.match(/owed: \[fault1\] handlers that an earlier run \(.*\) notified and did not run; they run now: pay\n/);
    const last = await lab.run(tasks, "-e", "stamp=second");
    expect(last.output).to.not.include("owed");
  });

  it("Ctrl-C: what runs ends, nothing else starts, and it is told what was not done", async () => {
    const run = lab.begin(`- name: Change\n  command: touch /root/changed\n  notify: settle\n- name: Wait\n  shell: touch /root/waiting; sleep 3; touch /root/waited\n- name: After\n  command: touch /root/later\nhandlers:\n- name: settle\n  command: touch /root/settled`);
    await Promise.all([one, two].map(({ name }) => until(run, name, "[ -e /root/waiting ]")));
    run.signal("SIGINT");
    const played = await run.end();
    expect(played.code, played.output).to.equal(130);
    expect(played.output).to.include("SIGINT: no further task starts; waiting for those that run.").and.to.match(/INTERRUPTED\nfinished: nothing\nnot finished:\n {4}Faults\n/).and.to.match(/not-attempted=1\n/);
    for (const { name } of [one, two]) {
      expect(endings(played, name), name).to.deep.equal(["Change: changed", "Wait: changed"]);
      expect(recapOf(played, name), name).to.deep.equal({ ok: 2, changed: 2, notAttempted: 1, owed: ["settle"] });
      expect(await inside(name, "sh", "-c", "ls -A /root | grep -E 'waited|later|settled'"), name).to.equal("waited\n");
    }
  });

  it("a second Ctrl-C: it ends at once, and nothing goes on running on the hosts", async () => {
    lab.inventory({ [two.name]: { ansible_user: "deploy", ansible_become: true } });
    const run = lab.begin("- name: Sleep\n  command: sleep 399\n- name: After\n  command: touch /root/never");
    await Promise.all([one, two].map(({ name }) => until(run, name, "pgrep -f '^sleep 399' >/dev/null")));
    const from = Date.now();
    run.signal("SIGINT");
    await run.says("no further task starts");
    run.signal("SIGINT");
    const played = await run.end();
    expect(Date.now() - from, "milliseconds").to.be.lessThan(10_000);
    expect(played.code, played.output).to.equal(130);
    expect(played.output).to.include("SIGINT: ending what runs on the hosts.").and.to.include("failed: [fault1] interrupted before its end");
    for (const { name } of [one, two]) {
      expect(recapOf(played, name), name).to.include({ failed: 1, notAttempted: 1 });
      expect(await inside(name, "sh", "-c", "pgrep -c -f '^sleep 399'; ls /root | grep -c never; true"), name).to.equal("0\n0\n");
    }
    lab.inventory();
  });

  it("a time limit: what runs is killed on the host, said so, and the run goes on where that is ignored", async () => {
    const played = await lab.run("- name: Limited\n  command: sleep 301\n  timeout: 2\n  ignore_errors: true\n- name: By the module\n  shell: sleep 302 & sleep 303\n  args: {timeout: 2}\n  ignore_errors: true\n- name: None left\n  command: pgrep -f '^sleep 30[123]'\n  register: left\n  failed_when: left.rc != 1", "--limit", one.name);
    expect(played.code, played.output).to.equal(0);
    expect(played.output).to.include("failed (ignored): [fault1] still running after 2 s, and killed: sleep 301").and.to.include("still running after 2 s, and killed: sleep 302 & sleep 303");
    expect(outcomeOf(played, one.name, "Limited")).to.have.nested.property("problem.reason", "timed-out");
  });
});
