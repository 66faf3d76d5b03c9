import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Workshop, type Played } from "#test/support/run-inline.js";

/** Plays tasks on one host and returns "name: outcome" of each. */
async function outcomes(tasks: string, more: { play?: string; options?: Parameters<Workshop["run"]>[0] } = {}): Promise<Played> {
  const shop = new Workshop({ "play.yml": `- hosts: h1\n  gather_facts: false\n${more.play ?? ""}  tasks:\n${tasks.trimEnd()}\n` });
  try {
    return await shop.run(more.options);
  } finally {
    shop.remove();
  }
}

describe("[I] running tasks", () => {
  it("skips a task whose condition does not hold; conditions of a list all must", async () => {
    const played = await outcomes(`
  - {name: a, debug: {msg: x}, when: 1 == 2}
  - {name: b, debug: {msg: x}, when: [true, 2 > 1]}
  - {name: c, debug: {msg: x}, when: [true, false]}
`);
    expect(played.on("h1")).to.deep.equal(["a: skipped", "b: ok", "c: skipped"]);
    expect(played.recap("h1")).to.deep.equal({ ok: 1, skipped: 2 });
  });

  it("registers results, of loops item by item", async () => {
    const played = await outcomes(`
  - {name: a, command: "echo {{ item }}", loop: [x, y], register: said}
  - {name: b, assert: {that: ["said.results | map(attribute='stdout') | list == ['x', 'y']", "said.results[1].item == 'y'", said is changed, not (said is failed)]}}
  - {name: c, set_fact: {joined: "{{ said.results | map(attribute='stdout') | join('+') }}"}}
  - {name: d, assert: {that: joined == 'x+y'}}
`);
    expect(played.on("h1")).to.deep.equal(["a: changed", "b: ok", "c: ok", "d: ok"]);
  });

  it("builds facts up in a loop, each item on what the one before left", async () => {
    const played = await outcomes(`
  - {name: a, set_fact: {all: "{{ all | default([]) + [item * item] }}"}, loop: [1, 2, 3]}
  - {name: b, assert: {that: "all == [1, 4, 9]"}}
`);
    expect(played.on("h1")).to.deep.equal(["a: ok", "b: ok"]);
  });

  it("lets failed_when and changed_when decide", async () => {
    const played = await outcomes(`
  - {name: a, command: /bin/false, register: r, failed_when: r.rc != 1}
  - {name: b, command: /bin/true, changed_when: false}
  - {name: c, command: echo bad, register: r, failed_when: "'bad' in r.stdout", ignore_errors: true}
  - {name: d, command: echo fine, register: r, changed_when: "'new' in r.stdout"}
`);
    expect(played.on("h1")).to.deep.equal(["a: changed", "b: ok", "c: failed (ignored)", "d: ok"]);
    expect(played.status).to.equal("success");
  });

  it("tries again until a condition holds, and gives up after the retries", async () => {
    const played = await outcomes(`
  - {name: a, shell: "echo x >> {{ there }}/tries; wc -l < {{ there }}/tries", register: r, until: r.stdout | int >= 3, retries: 5, delay: 0}
  - {name: b, command: echo no, register: r, until: r.stdout == 'yes', retries: 2, delay: 0}
`);
    expect(played.on("h1")).to.deep.equal(["a: changed", "b: failed"]);
    const end = played.events.find((event) => event.type === "task-end" && event.task.name === "b");
    expect(end).to.have.nested.property("outcome.problem.attempts", 3);
  });

  it("rescues a failed block and always runs always", async () => {
    const played = await outcomes(`
  - block:
    - {name: a, fail: {msg: on purpose}}
    - {name: not reached, debug: {msg: x}}
    rescue:
    - {name: b, assert: {that: [ansible_failed_task.name == 'a', ansible_failed_result.msg == 'on purpose', ansible_failed_result is failed]}}
    always:
    - {name: c, debug: {msg: always}}
  - {name: d, debug: {msg: goes on}}
`);
    expect(played.on("h1")).to.deep.equal(["a: failed (rescued)", "b: ok", "c: ok", "d: ok"]);
    expect(played.status).to.equal("success");
    expect(played.recap("h1")).to.deep.include({ rescued: 1, ok: 3 });
  });

  it("ends a host that fails, after its always", async () => {
    const played = await outcomes(`
  - block:
    - {name: a, fail: {msg: on purpose}}
    always:
    - {name: b, debug: {msg: always}}
  - {name: not reached, debug: {msg: x}}
`);
    expect(played.on("h1")).to.deep.equal(["a: failed", "b: ok"]);
    expect(played.status).to.equal("failed-hosts");
    expect(played.recap("h1")).to.deep.include({ failed: 1, notAttempted: 1 });
  });

  it("never trusts what was read ahead of a change", async () => {
    const shop = new Workshop({ "h1/x": "one\n", "play.yml": `- hosts: h1
  gather_facts: false
  tasks:
  - {name: same, copy: {dest: "{{ there }}/x", content: "one\\n"}}
  - {name: remove, command: "rm {{ there }}/x"}
  - {name: again, copy: {dest: "{{ there }}/x", content: "one\\n"}}
  - {name: other, copy: {dest: "{{ there }}/x", content: "two\\n"}}
  - {name: back, copy: {dest: "{{ there }}/x", content: "one\\n"}}
  - {name: kept, copy: {dest: "{{ there }}/x", content: "one\\n"}}
` });
    const played = await shop.run();
    expect(played.on("h1")).to.deep.equal(["same: ok", "remove: changed", "again: changed", "other: changed", "back: changed", "kept: ok"]);
    expect(readFileSync(join(shop.folder, "h1/x"), "utf8")).to.equal("one\n");
    shop.remove();
  });

  it("fails with the place of a template that cannot be rendered", async () => {
    const played = await outcomes(`
  - {name: a, debug: {msg: "{{ nowhere.at_all }}"}, when: nowhere is not defined}
`);
    expect(played.on("h1")).to.deep.equal(["a: failed"]);
    const end = played.events.find((event) => event.type === "task-end");
    expect(end).to.have.nested.property("outcome.problem.diagnostics[0].code", "undefined-variable");
    expect(end).to.have.nested.property("outcome.problem.diagnostics[0].place.line", 5);
  });
});

describe("[I] handlers", () => {
  const play = (tasks: string): string => `
- hosts: h1,h2
  gather_facts: false
  tasks:
${tasks}
  handlers:
  - {name: second, command: "touch {{ there }}/second"}
  - {name: first, command: "touch {{ there }}/first", listen: both}
  - {name: chained, command: "touch {{ there }}/chained", notify: second}
`;
  let shop: Workshop;
  afterEach(() => { shop.remove(); });

  it("run once, in the order they are written, after the tasks", async () => {
    shop = new Workshop({ "play.yml": play(`
  - {name: a, command: /bin/true, notify: [first, second]}
  - {name: b, command: /bin/true, notify: both}
  - {name: c, debug: {msg: x}, notify: chained}`) });
    const played = await shop.run();
    expect(played.on("h2")).to.deep.equal(["a: changed", "b: changed", "c: ok", "second: changed", "first: changed"]);
  });

  it("may notify others", async () => {
    shop = new Workshop({ "play.yml": play("  - {name: a, command: /bin/true, notify: chained}") });
    expect((await shop.run()).on("h1")).to.deep.equal(["a: changed", "chained: changed", "second: changed"]);
  });

  it("run at meta: flush_handlers", async () => {
    shop = new Workshop({ "play.yml": play("  - {name: a, command: /bin/true, notify: first}\n  - meta: flush_handlers\n  - {name: b, debug: {msg: x}}") });
    expect((await shop.run()).on("h1")).to.deep.equal(["a: changed", "first: changed", "b: ok"]);
  });

  it("are owed to the next run when a host fails before they ran", async () => {
    const text = play("  - {name: a, command: \"touch {{ there }}/a\", args: {creates: \"{{ there }}/a\"}, notify: first}\n  - {name: b, stat: {path: \"{{ there }}/go\"}, register: go}\n  - {name: c, assert: {that: go.stat.exists}}");
    shop = new Workshop({ "play.yml": text, "h2/go": "" });
    const broken = await shop.run();
    expect(broken.status).to.equal("failed-hosts");
    expect(broken.recap("h1")).to.deep.include({ owed: ["first"] });
    expect(existsSync(join(shop.folder, "h1/first"))).to.equal(false);
    expect(existsSync(join(shop.folder, "h2/first"))).to.equal(true);
    shop.write("h1/go", "");
    const foreseen = await shop.run({ check: true });
    expect(foreseen.on("h1")[0]).to.equal("first: changed");
    expect(existsSync(join(shop.folder, "h1/first")), "a check run pays nothing").to.equal(false);
    const mended = await shop.run();
    expect(mended.events.some((event) => event.type === "handlers-owed" && event.host === "h1")).to.equal(true);
    expect(mended.on("h1")).to.deep.equal(["first: changed", "a: ok", "b: ok", "c: ok"]);
    expect((await shop.run()).on("h1")).to.deep.equal(["a: ok", "b: ok", "c: ok"]);
  });

  it("are owed from the moment they are notified, should the run be killed", async () => {
    shop = new Workshop({ "play.yml": play("  - {name: a, command: /bin/true, notify: first}\n  - {name: b, command: \"cp {{ there }}/../owed.json {{ there }}/seen\"}") });
    await shop.run();
    expect(JSON.parse(readFileSync(join(shop.folder, "h1/seen"), "utf8"))).to.have.nested.property("h1.first");
  });
});

describe("[I] many hosts", () => {
  let shop: Workshop;
  afterEach(() => { shop.remove(); });
  const played = (text: string, options?: Parameters<Workshop["run"]>[0]): Promise<Played> => {
    shop = new Workshop({ "play.yml": text });
    return shop.run(options);
  };
  const failing = "- {name: a, command: /bin/true}\n  - {name: b, fail: {msg: x}, when: inventory_hostname == 'h1'}\n  - {name: c, command: /bin/true}";

  it("go on when one fails", async () => {
    const done = await played(`- hosts: all\n  gather_facts: false\n  tasks:\n  ${failing}\n- hosts: all\n  gather_facts: false\n  tasks:\n  - {name: d, debug: {msg: x}}\n`);
    expect(done.on("h1")).to.deep.equal(["a: changed", "b: failed"]);
    expect(done.on("h2")).to.deep.equal(["a: changed", "b: skipped", "c: changed", "d: ok"]);
    expect(done.status).to.equal("failed-hosts");
    expect(done.recap("h1")).to.deep.equal({ ok: 1, changed: 1, failed: 1, notAttempted: 2 });
  });

  it("all stop with any_errors_fatal", async () => {
    const done = await played(`- hosts: all\n  gather_facts: false\n  any_errors_fatal: true\n  tasks:\n  ${failing}\n`);
    expect(done.on("h2")).to.deep.equal(["a: changed", "b: skipped"]);
    expect(done.recap("h2")).to.deep.include({ notAttempted: 1 });
  });

  it("all stop above max_fail_percentage, not at it", async () => {
    const text = (limit: number): string => `- hosts: all\n  gather_facts: false\n  max_fail_percentage: ${limit}\n  tasks:\n  ${failing}\n`;
    expect((await played(text(34))).on("h3")).to.have.length(3);
    shop.remove();
    expect((await played(text(33))).on("h3")).to.have.length(2);
  });

  it("come in batches with serial; a batch that is lost ends the play", async () => {
    const done = await played(`- hosts: all\n  gather_facts: false\n  serial: 1\n  tasks:\n  ${failing}\n`);
    expect(done.on("h1")).to.deep.equal(["a: changed", "b: failed"]);
    expect(done.on("h2")).to.deep.equal([]);
    expect(done.recap("h2")).to.deep.include({ notAttempted: 3 });
  });

  it("share what a run_once task registered", async () => {
    const done = await played("- hosts: all\n  gather_facts: false\n  tasks:\n  - {name: a, command: echo once, run_once: true, register: r}\n  - {name: b, assert: {that: r.stdout == 'once'}}\n");
    expect(["h1", "h2", "h3"].map((host) => done.on(host).length)).to.deep.equal([2, 1, 1]);
    expect(done.status).to.equal("success");
  });

  it("see each other's variables, and do work for each other", async () => {
    const done = await played("- hosts: h1,h2\n  gather_facts: false\n  tasks:\n  - {name: a, set_fact: {mine: \"of {{ inventory_hostname }}\"}}\n  - {name: b, assert: {that: [\"hostvars['h1'].mine == 'of h1'\", \"hostvars.h3.there is search('h3')\", \"groups['all'] | length == 3\"]}}\n  - {name: c, command: \"touch {{ hostvars.h3.there }}/by_{{ inventory_hostname }}\", delegate_to: h3}\n");
    expect(done.status).to.equal("success");
    expect(existsSync(join(shop.folder, "h3/by_h2"))).to.equal(true);
  });

  it("are limited by --limit, chosen by --tags, begun at --start-at-task", async () => {
    const text = "- hosts: all\n  gather_facts: false\n  tasks:\n  - {name: a, command: /bin/true, tags: x}\n  - {name: b, command: /bin/true, tags: [y]}\n  - {name: c, command: /bin/true}\n";
    const done = await played(text, { limit: "h2", tags: ["y"] });
    expect(done.on("h1")).to.deep.equal([]);
    expect(done.on("h2")).to.deep.equal(["b: changed"]);
    expect((await shop.run({ startAtTask: "b" })).on("h1")).to.deep.equal(["b: changed", "c: changed"]);
    expect((await shop.run({ startAtTask: "bb" })).diagnostics[0]).to.include({ code: "unknown-task", hint: "Did you mean \"b\"?" });
    expect((await shop.run({ limit: "h22" })).diagnostics[0]?.hint).to.match(/h2/);
    expect((await shop.run({ tags: ["yy"] })).diagnostics[0]?.hint).to.match(/"y"/);
  });
});
