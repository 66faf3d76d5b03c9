import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Workshop, type Played } from "#test/support/run-inline.js";

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
    const done = await played("- hosts: h1,h2\n  gather_facts: false\n  tasks:\n  - {name: a, set_fact: {mine: \"of {{ inventory_hostname }}\"}}\n  - {name: b, assert: {that: [\"hostvars['h1'].mine == 'of h1'\", \"hostvars.h3.there is search('h3')\", \"groups['all'] | length == 3\", hostvars.h2.group_names is defined, \"'hostvars' not in (hostvars.h1 | to_json)\"]}}\n  - {name: c, command: \"touch {{ hostvars.h3.there }}/by_{{ inventory_hostname }}\", delegate_to: h3}\n");
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
