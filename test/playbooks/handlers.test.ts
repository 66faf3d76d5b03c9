import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Workshop } from "#test/support/run-inline.js";

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

  it("of an included role run once, whoever notified them", async () => {
    shop = new Workshop({
      "play.yml": "- hosts: h1\n  gather_facts: false\n  tasks:\n  - include_role: {name: r}\n  - {name: outside, command: /bin/true, notify: of r}\n",
      "roles/r/tasks/main.yml": "- {name: inside, command: /bin/true, notify: of r}\n",
      "roles/r/handlers/main.yml": "- {name: of r, debug: {msg: told}}\n",
    });
    expect((await shop.run()).on("h1").filter((line) => !line.startsWith("include_role"))).to.deep.equal(["inside: changed", "outside: changed", "of r: ok"]);
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
