import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Workshop } from "#test/support/run-inline.js";

describe("[I] check runs", () => {
  let shop: Workshop;
  afterEach(() => { shop.remove(); });
  const tasks = (text: string): void => { shop = new Workshop({ "play.yml": `- hosts: h1\n  gather_facts: false\n  tasks:\n${text.trimEnd()}\n` }); };

  it("see through to what earlier tasks would have done", async () => {
    tasks(`
  - {name: folder, file: {path: "{{ there }}/a/b", state: directory}}
  - {name: file, copy: {dest: "{{ there }}/a/b/c", content: "one\\n"}}
  - {name: line, lineinfile: {path: "{{ there }}/a/b/c", line: two}}
  - {name: line again, lineinfile: {path: "{{ there }}/a/b/c", line: two}}
  - {name: look, stat: {path: "{{ there }}/a/b/c"}, register: s}
  - {name: seen, assert: {that: [s.stat.exists, s.stat.size == 8]}}
  - {name: gone, file: {path: "{{ there }}/a", state: absent}}
  - {name: look again, stat: {path: "{{ there }}/a/b/c"}, register: s}
  - {name: unseen, assert: {that: not s.stat.exists}}
`);
    const foreseen = await shop.run({ check: true });
    expect(existsSync(join(shop.folder, "h1/a"))).to.equal(false);
    const done = await shop.run();
    expect(foreseen.on("h1")).to.deep.equal(done.on("h1"));
    expect(done.on("h1")).to.deep.equal(["folder: changed", "file: changed", "line: changed", "line again: ok", "look: ok", "seen: ok", "gone: changed", "look again: ok", "unseen: ok"]);
  });

  it("call unknown what hangs on a command that did not run, and never guess", async () => {
    tasks(`
  - {name: a, command: "sh -c 'echo x'", register: r}
  - {name: b, debug: {msg: x}, when: r.rc == 0}
  - {name: c, debug: {msg: "{{ r.stdout }}"}}
  - {name: d, debug: {msg: x}, when: r.stdout == 'x' and false}
  - {name: e, debug: {msg: x}, when: r is changed}
  - {name: f, command: /bin/true, loop: "{{ r.stdout_lines }}"}
  - {name: g, command: /bin/true, changed_when: "'x' in r.stdout"}
`);
    const { on, status } = await shop.run({ check: true }).then((played) => ({ on: played.on("h1"), status: played.status }));
    expect(on).to.deep.equal(["a: changed", "b: unknown", "c: unknown", "d: skipped", "e: ok", "f: unknown", "g: unknown"]);
    expect(status).to.equal("success");
  });

  it("know of a fact that its value is unknown, not that there is none", async () => {
    tasks(`
  - {name: a, command: "sh -c 'echo x'", register: r}
  - {name: b, set_fact: {said: "{{ r.stdout }}"}}
  - {name: c, set_fact: {perhaps: 1}, when: r.stdout == 'x'}
  - {name: d, debug: {msg: "{{ said }}"}}
  - {name: e, debug: {msg: "{{ perhaps }}"}}
`);
    expect((await shop.run({ check: true })).on("h1")).to.deep.equal(["a: changed", "b: unknown", "c: unknown", "d: unknown", "e: unknown"]);
    expect((await shop.run()).on("h1")).to.deep.equal(["a: changed", "b: ok", "c: ok", "d: ok", "e: ok"]);
  });

  it("foresee files of passwords that only the run will make; conditions about these stay unknown, and nothing is done with a stand-in", async () => {
    tasks(`
  - {name: file, copy: {dest: "{{ there }}/file", content: "{{ password }}"}, vars: &made {password: "{{ lookup('password', there ~ '/../made') }}"}}
  - {name: again, copy: {dest: "{{ there }}/file", content: "{{ password }}"}, vars: *made}
  - {name: line, lineinfile: {path: "{{ there }}/line", line: "p={{ password }}", create: true}, vars: *made}
  - {name: condition, debug: {msg: x}, when: "'a' in password", vars: *made}
  - {name: assertion, assert: {that: password | length > 3}, vars: *made}
  - {name: fact, set_fact: {kept: "{{ password }}"}, vars: *made}
  - {name: acting, copy: {dest: "{{ there }}/acted", content: "{{ password }}"}, vars: *made, check_mode: false}
`);
    const foreseen = await shop.run({ check: true });
    expect(foreseen.on("h1")).to.deep.equal(["file: changed", "again: ok", "line: changed", "condition: unknown", "assertion: unknown", "fact: unknown", "acting: unknown"]);
    expect(["made", "h1/acted"].filter((name) => existsSync(join(shop.folder, name)))).to.deep.equal([]);
    const done = await shop.run();
    expect(done.on("h1").slice(0, 3)).to.deep.equal(foreseen.on("h1").slice(0, 3));
  });

  it("run commands that only read", async () => {
    tasks(`
  - {name: a, command: {cmd: echo looked, reads: true}, register: r}
  - {name: b, assert: {that: r.stdout == 'looked'}}
`);
    expect((await shop.run({ check: true })).on("h1").at(-1)).to.equal("b: ok");
  });

  it("foresee that a command which only reads will run, not what it will then read", async () => {
    tasks(`
  - {name: a, copy: {dest: "{{ there }}/x", content: new}}
  - {name: b, command: "cat {{ there }}/x", register: r}
  - {name: c, debug: {msg: x}, when: r.stdout == 'new'}
`);
    expect((await shop.run({ check: true })).on("h1")).to.deep.equal(["a: changed", "b: changed", "c: unknown"]);
  });

  it("name the task that a prediction rests on", async () => {
    tasks(`
  - {name: The folder, file: {path: "{{ there }}/x", state: directory}}
  - {name: The file, copy: {dest: "{{ there }}/x/y", content: z}}
  - {name: Another, copy: {dest: "{{ there }}/z", content: z}}
`);
    const played = await shop.run({ check: true });
    const certainties = played.events.flatMap((event) => event.type === "task-end" && event.outcome.kind === "changed" ? [event.outcome.certainty] : []);
    expect(certainties).to.deep.equal([{ level: "certain" }, { level: "assumed", after: ["The folder"] }, { level: "certain" }]);
  });

  it("fail where the real run would, and only there", async () => {
    tasks("  - {name: a, copy: {dest: \"{{ there }}/nowhere/x\", content: z}}");
    const [foreseen, done] = [await shop.run({ check: true }), await shop.run()];
    expect(foreseen.on("h1")).to.deep.equal(["a: failed"]);
    expect(done.on("h1")).to.deep.equal(["a: failed"]);
  });

  it("foresee handlers, certain or not", async () => {
    shop = new Workshop({ "play.yml": "- hosts: h1\n  gather_facts: false\n  tasks:\n  - {name: a, copy: {dest: \"{{ there }}/x\", content: z}, notify: restart}\n  handlers:\n  - {name: restart, command: /bin/true}\n" });
    expect((await shop.run({ check: true })).on("h1")).to.deep.equal(["a: changed", "restart: changed"]);
    expect(existsSync(join(shop.folder, "owed.json")), "a check run owes nothing").to.equal(false);
  });

  it("obey check_mode of a task", async () => {
    tasks("  - {name: a, command: \"touch {{ there }}/x\", check_mode: false}\n  - {name: b, command: \"touch {{ there }}/y\"}");
    await shop.run({ check: true });
    expect([existsSync(join(shop.folder, "h1/x")), existsSync(join(shop.folder, "h1/y"))]).to.deep.equal([true, false]);
  });
});
