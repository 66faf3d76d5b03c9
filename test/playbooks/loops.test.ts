import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Workshop, type Played } from "#test/support/run-inline.js";

/** Plays tasks on one host; `files` lie beside the playbook. */
async function played(tasks: string, { files = {}, ...options }: Parameters<Workshop["run"]>[0] & { readonly files?: Readonly<Record<string, string>> } = {}): Promise<Played & { readonly folder: Workshop }> {
  const shop = new Workshop({ "play.yml": `- hosts: h1\n  gather_facts: false\n  tasks:\n${tasks.trimEnd()}\n`, ...files });
  return Object.assign(await shop.run(options), { folder: shop });
}

describe("[I] loops", () => {
  const used: Workshop[] = [];
  afterEach(() => { for (const shop of used.splice(0)) shop.remove(); });
  const play = async (...args: Parameters<typeof played>): Promise<Awaited<ReturnType<typeof played>>> => {
    const result = await played(...args);
    used.push(result.folder);
    return result;
  };

  it("break_when ends a loop after the item for which it holds, which sees what that registered", async () => {
    const { on } = await bound(play(`
  - {name: a, command: "echo {{ item }}", loop: [1, 2, 3], register: r, loop_control: {break_when: r.stdout == '2'}}
  - {name: b, assert: {that: [r.results | length == 2, not r is failed, r is changed]}}
  - {name: c, debug: {msg: "{{ item }}"}, loop: [1, 2], loop_control: {break_when: [item == 1, true]}, register: r}
  - {name: d, assert: {that: r.results | length == 1}}
`));
    expect(on("h1")).to.deep.equal(["a: changed", "b: ok", "c: ok", "d: ok"]);
  });

  it("pauses between items", async () => {
    const start = Date.now();
    const { on } = await bound(play("  - {name: a, debug: {msg: x}, loop: [1, 2, 3], loop_control: {pause: 0.2}}"));
    expect(on("h1")).to.deep.equal(["a: ok"]);
    expect(Date.now() - start).to.be.greaterThan(390);
  });

  it("warns once of a loop variable that hides another", async () => {
    const { events } = await play(`
  - {name: a, debug: {msg: "{{ item }}"}, loop: [1, 2], vars: {item: x}}
  - {name: b, debug: {msg: "{{ item }}"}, loop: [1, 2]}
`);
    const warnings = events.flatMap((event) => event.type === "warning" ? [event.diagnostic] : []);
    expect(warnings.map(({ code, severity }) => [code, severity])).to.deep.equal([["loop-variable-in-use", "warning"]]);
    expect(warnings[0]?.hint).to.contain("loop_var");
  });

  it("in a check run an item may be unknown, and so may all of them", async () => {
    const { on } = await bound(play(`
  - {name: a, command: touch somewhere, register: r}
  - {name: b, debug: {msg: "{{ item }}"}, with_items: ["{{ r.stdout }}", known]}
  - {name: c, debug: {msg: "{{ item }}"}, loop: "{{ r.stdout_lines }}"}
  - {name: d, debug: {msg: "{{ item }}"}, with_nested: ["{{ r.stdout_lines }}", [1]]}
  - {name: e, debug: {msg: x}, with_lines: echo read}
`, { check: true }));
    expect(on("h1")).to.deep.equal(["a: changed", "b: unknown", "c: unknown", "d: unknown", "e: ok"]);
  });

  it("whatever cannot be a loop is told of before the run, with a guess", async () => {
    const { diagnostics } = await play(`
  - {debug: {msg: x}, with_itmes: [1]}
  - {debug: {msg: x}, with_hashi_vault: [1]}
  - {debug: {msg: x}, loop: [1], with_items: [2]}
  - {debug: {msg: x}, loop: text}
  - {debug: {msg: x}, loop: [1], loop_control: {loop_var: "not a name"}}
`);
    expect(diagnostics.map(({ code, hint }) => `${code}: ${hint ?? ""}`)).to.deep.equal([
      'unknown-keyword: Did you mean "with_items"?',
      "unsupported-keyword: Call the tool's own command with `lookup('pipe', ...)`, or give the value with -e or the vault",
      "two-loops: Remove one of them",
      "wrong-value: A list, or a template that makes one",
      "wrong-value: A name of a variable: letters, digits and _, no digit first",
    ]);
    const { diagnostics: later } = await play("  - {debug: {msg: \"{{ lookup('fille', 'x') }}\"}}");
    expect(later.map(({ code, hint }) => `${code}: ${hint ?? ""}`)).to.deep.equal(['unknown-lookup: Did you mean "file"?']);
  });

  it("with_first_found passes undefined names over, and looks where the module's files are", async () => {
    const { on, folder } = await bound(play(`
  - {name: a, template: {src: "{{ item }}", dest: "{{ there }}/made"}, with_first_found: ["{{ nobody }}.j2", here.j2]}
  - {name: b, debug: {msg: "{{ item }}"}, with_first_found: [{files: ["{{ nobody }}", nowhere], skip: true}]}
  - {name: c, debug: {msg: "{{ item }}"}, with_first_found: [nowhere]}
`, { files: { "templates/here.j2": "found\n" } }));
    expect(on("h1")).to.deep.equal(["a: changed", "b: skipped", "c: failed"]);
    expect(readFileSync(join(folder.folder, "h1/made"), "utf8")).to.equal("found\n");
  });

  it("a lookup that runs or makes something is not asked for the sake of reading ahead", async () => {
    const { on, folder } = await bound(play(`
  - {name: a, command: sleep 0.3}
  - {name: b, fail: {msg: stop here}}
  - {name: c, copy: {dest: "{{ there }}/c", content: "{{ lookup('pipe', 'echo x > ' ~ there ~ '/ran') }}"}}
  - {name: d, copy: {dest: "{{ there }}/d", content: "{{ lookup('password', there ~ '/made') }}"}}
  - {name: e, template: {dest: "{{ there }}/e", src: e.j2}}
`, { files: { "templates/e.j2": "{{ lookup('pipe', 'echo x > ' ~ there ~ '/rendered') }}" } }));
    expect(on("h1")).to.deep.equal(["a: changed", "b: failed"]);
    for (const name of ["ran", "made", "rendered"]) expect(existsSync(join(folder.folder, "h1", name)), name).to.equal(false);
  });

  it("a lookup of a file in a variable is read anew by each task and each try", async () => {
    const shop = new Workshop({ "play.yml": `- hosts: h1
  gather_facts: false
  vars: {text: "{{ lookup('file', there ~ '/log') }}"}
  tasks:
  - {name: a, assert: {that: text == 'start'}}
  - {name: b, copy: {dest: "{{ there }}/log", content: changed}}
  - {name: c, assert: {that: text == 'changed'}}
  - {name: d, shell: "printf x >> {{ there }}/log", until: text is search('xx'), retries: 5, delay: 0}
` });
    used.push(shop);
    writeFileSync(join(shop.folder, "h1/log"), "start");
    expect((await shop.run()).on("h1")).to.deep.equal(["a: ok", "b: changed", "c: ok", "d: changed"]);
    expect(readFileSync(join(shop.folder, "h1/log"), "utf8")).to.equal("changedxx");
  });
});

/** Methods that may be taken apart. */
async function bound(playing: ReturnType<typeof played>): Promise<{ readonly on: Played["on"]; readonly folder: Workshop }> {
  const result = await playing;
  return { on: (host) => result.on(host), folder: result.folder };
}
