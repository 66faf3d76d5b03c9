import { readFileSync } from "node:fs";
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

  it("keeps no output without end: a command that writes more fails, and an answer of a host that is longer is none", async () => {
    const played = await outcomes(`
  - {name: a, shell: "head -c 30000000 /dev/zero | tr '\\\\0' x; touch {{ there }}/done", ignore_errors: true}
  - {name: b, stat: {path: "{{ there }}/done"}, register: r}
  - {name: c, assert: {that: r.stat.exists}}
`);
    expect(played.on("h1")).to.deep.equal(["a: failed (ignored)", "b: ok", "c: ok"]);
    const problem = played.events.flatMap((event) => event.type === "task-end" && event.outcome.kind === "failed" ? [event.outcome.problem] : [])[0];
    expect(problem).to.deep.include({ reason: "refused", message: "the command ran, and wrote more than the 24 MiB that are kept of its output" });
  });

  it("skips debug where fewer -v were given than it wants", async () => {
    const tasks = "\n  - {name: a, debug: {msg: x, verbosity: 2}, register: r}\n  - {name: b, assert: {that: r is skipped}, ignore_errors: true}\n";
    expect((await outcomes(tasks)).on("h1")).to.deep.equal(["a: skipped", "b: ok"]);
    const loud = await outcomes(tasks, { options: { told: { tags: [], skipTags: [], limit: undefined, verbosity: 2 } } });
    expect(loud.on("h1")).to.deep.equal(["a: ok", "b: failed (ignored)"]);
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
