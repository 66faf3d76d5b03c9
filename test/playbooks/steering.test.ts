import { expect } from "chai";
import { Workshop, type Played } from "#test/support/run-inline.js";

async function played(text: string, options: Parameters<Workshop["run"]>[0] = {}): Promise<Played> {
  const shop = new Workshop({ "play.yml": text });
  try {
    return await shop.run(options);
  } finally {
    shop.remove();
  }
}

const play = (hosts: string, tasks: string, more = ""): string => `- hosts: ${hosts}\n  gather_facts: false\n${more}  tasks:\n${tasks}`;

describe("[I] what steers a run", () => {
  it("meta end_host and end_play end a part of it, which is no failure", async () => {
    const run = await played(play("h1,h2", "  - {meta: end_host, when: inventory_hostname == 'h1'}\n  - {name: a, debug: {msg: x}}\n  - meta: end_play\n  - {name: b, debug: {msg: x}}\n") + play("h1,h2", "  - {name: c, debug: {msg: x}}\n"));
    expect(run.on("h1")).to.deep.equal(["c: ok"]);
    expect(run.on("h2")).to.deep.equal(["a: ok", "c: ok"]);
    expect(run.status).to.equal("success");
    expect(run.recap("h1")).to.deep.equal({ ok: 1 });
  });

  it("a misspelled meta is told of before the run, with a guess", async () => {
    const run = await played(play("h1", "  - meta: flush_handler\n"));
    expect(run.status).to.equal("bad-input");
    expect(run.diagnostics[0]?.hint).to.match(/flush_handlers/);
  });

  it("add_host and group_by make hosts and groups for the plays that follow", async () => {
    const run = await played(`${play("h1,h2", "  - {name: adds, add_host: {name: h9, groups: [fresh], ansible_connection: local, colour: red}}\n  - {name: groups, group_by: {key: \"of_{{ inventory_hostname }}\"}}\n")}${play("fresh:of_h2", "  - {name: there, debug: {msg: \"{{ colour | default('none') }}\"}}\n")}`);
    expect(run.on("h1")).to.deep.equal(["adds: changed", "groups: changed"]);
    expect(run.on("h2")).to.deep.equal(["groups: changed", "there: ok"]);
    expect(run.on("h9")).to.deep.equal(["there: ok"]);
  });

  it("strategy free lets a host go ahead of a slow one", async () => {
    const run = await played(play("h1,h2", "  - {name: a, command: \"sleep {{ 1 if inventory_hostname == 'h1' else 0 }}\"}\n  - {name: b, debug: {msg: x}}\n", "  strategy: free\n"));
    const ends = run.events.flatMap((event) => event.type === "task-end" ? [`${event.host} ${event.task.name}`] : []);
    expect(ends).to.deep.equal(["h2 a", "h2 b", "h1 a", "h1 b"]);
  });

  it("order turns the hosts round; throttle lets one at a time work", async () => {
    const run = await played(play("all", "  - {name: a, shell: \"mkdir {{ folder }}/lock && sleep 0.1 && rmdir {{ folder }}/lock\", throttle: 1, vars: {folder: \"{{ playbook_dir }}\"}}\n", "  order: reverse_inventory\n"));
    expect(run.events.find((event) => event.type === "play-start")?.hosts).to.deep.equal(["h3", "h2", "h1"]);
    expect(run.status).to.equal("success");
  });

  it("a task in the background lets the run go on, and can be asked after", async () => {
    const run = await played(play("h1", `
  - {name: begins, shell: "sleep 0.7; echo done", async: 20, poll: 0, register: job}
  - {name: asks at once, async_status: {jid: "{{ job.ansible_job_id }}"}, register: early, failed_when: early is finished}
  - {name: waits, async_status: {jid: "{{ job.ansible_job_id }}"}, register: late, until: late is finished, retries: 20, delay: 0.2}
  - {name: knows, assert: {that: [late.stdout == 'done', late.finished == 1, job.started == 1]}}
`));
    expect(run.on("h1")).to.deep.equal(["begins: changed", "asks at once: ok", "waits: changed", "knows: ok"]);
  });

  it("a task in the background that nobody waits for is through before the run ends", async () => {
    const shop = new Workshop({ "play.yml": play("h1", "  - {name: begins, shell: \"sleep 0.5; touch {{ there }}/late\", async: 20, poll: 0}\n  - {name: after, debug: {msg: x}}\n") });
    await shop.run();
    const again = await shop.run({ extraVars: [] });
    const { existsSync } = await import("node:fs");
    expect(existsSync(`${shop.folder}/h1/late`)).to.equal(true);
    expect(again.status).to.equal("success");
    shop.remove();
  });

  it("a task that takes longer than its async is killed and has failed", async () => {
    const run = await played(play("h1", "  - {name: slow, command: sleep 20, async: 1, poll: 1}\n"));
    expect(run.on("h1")).to.deep.equal(["slow: failed"]);
    expect(run.events.find((event) => event.type === "task-end")).to.have.nested.property("outcome.problem.reason", "timed-out");
  });

  it("module_defaults give parameters, the nearest ones count", async () => {
    const run = await played(play("h1", `
  - {name: a, command: pwd, register: a}
  - module_defaults: {ansible.builtin.command: {chdir: /usr}}
    block:
    - {name: b, command: pwd, register: b}
    - {name: c, command: {cmd: pwd, chdir: /etc}, register: c}
  - {name: knows, assert: {that: [a.stdout == '/', b.stdout == '/usr', c.stdout == '/etc']}}
`, "  module_defaults: {command: {chdir: /}}\n"));
    expect(run.on("h1").at(-1)).to.equal("knows: ok");
  });

  it("action and local_action name a module as a word or a key", async () => {
    const run = await played(play("h1", "  - {name: a, action: command echo x, register: a}\n  - {name: b, local_action: {module: command, cmd: echo y}, register: b}\n  - {name: knows, assert: {that: [a.stdout == 'x', b.stdout == 'y']}}\n"));
    expect(run.on("h1")).to.deep.equal(["a: changed", "b: changed", "knows: ok"]);
  });

  it("delegate_facts gives facts to the host that was asked", async () => {
    const run = await played(play("h1", "  - {name: asks, setup: {gather_subset: [\"!all\"]}, delegate_to: h2, delegate_facts: true}\n  - {name: knows, assert: {that: [hostvars.h2.ansible_facts | length > 0, ansible_facts | length == 0]}}\n"));
    expect(run.on("h1")).to.deep.equal(["asks: ok", "knows: ok"]);
  });

  it("vars_prompt is answered by -e or by what was asked before the run", async () => {
    const text = "- hosts: h1\n  gather_facts: false\n  vars_prompt:\n  - {name: release, prompt: Which one, private: false}\n  tasks:\n  - {name: knows, assert: {that: release == '1.2'}}\n";
    expect((await played(text, { answers: { release: "1.2" } })).on("h1")).to.deep.equal(["knows: ok"]);
  });

  it("a batch in which every host broke ends the run, as in Ansible", async () => {
    const run = await played(play("h1", "  - {name: a, fail: {msg: x}}\n") + play("h2", "  - {name: b, debug: {msg: x}}\n"));
    expect(run.on("h2")).to.deep.equal([]);
    expect(run.recap("h2")).to.deep.equal({ notAttempted: 1 });
  });

  it("variables given to a role hold for the play, its parameters only inside it", async () => {
    const shop = new Workshop({
      "play.yml": "- hosts: h1\n  gather_facts: false\n  roles:\n  - {role: r, vars: {given: 1}, param: 2}\n  tasks:\n  - {name: knows, assert: {that: [given == 1, param is undefined]}}\n",
      "roles/r/tasks/main.yml": "- {name: inside, assert: {that: [given == 1, param == 2, role_name == 'r', \"ansible_play_role_names == ['r']\"]}}\n",
    });
    const run = await shop.run();
    shop.remove();
    expect(run.on("h1")).to.deep.equal(["inside: ok", "knows: ok"]);
  });
});

describe("[I] secrets and the list of processes", () => {
  it("a secret among the words of a command is refused, with the way out; by environment it is fine", async () => {
    const secret = "vars: {pw: \"{{ lookup('password', '/dev/null') }}\"}";
    const refused = await played(play("h1", `  - {name: a, command: "echo {{ pw }}", ${secret}}\n`));
    const end = refused.events.find((event) => event.type === "task-end");
    expect(end).to.have.nested.property("outcome.problem.reason", "bad-input");
    expect(JSON.stringify(end)).to.match(/list of processes.*stdin/);
    const fine = await played(play("h1", `  - {name: b, shell: "test -n \\"$PW\\"", environment: {PW: "{{ pw }}"}, ${secret}}\n`));
    expect(fine.on("h1")).to.deep.equal(["b: changed"]);
  });
});
