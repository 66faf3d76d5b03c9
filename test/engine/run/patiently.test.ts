import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Workshop } from "#test/support/run-inline.js";

/** Each host writes its name, and waits until all three have: a lookup that held up the others would never see them. */
const meet = (what: string): string => `'echo ' ~ inventory_hostname ~ ' >> ' ~ playbook_dir ~ '/${what}; for i in $(seq 100); do [ $(sort -u ' ~ playbook_dir ~ '/${what} | wc -l) = 3 ] && echo met && exit; sleep 0.1; done; echo alone'`;

describe("[I] lookups that take their time", function () {
  this.timeout(60_000);
  let shop: Workshop;
  afterEach(() => { shop.remove(); });

  const play = (tasks: string): Workshop => new Workshop({ "play.yml": `- name: P\n  hosts: all\n  gather_facts: false\n  tasks:\n${tasks}` });

  it("do not hold up other hosts: in parameters, conditions, loops, variables, includes and templates", async () => {
    shop = play([
      `    - {name: Parameter, copy: {content: "{{ lookup('pipe', ${meet("a")}) }}", dest: "{{ there }}/parameter"}}`,
      `    - {name: Condition, command: "touch {{ there }}/condition", when: "lookup('pipe', ${meet("b")}) == 'met'"}`,
      `    - {name: Loop, command: "touch {{ there }}/{{ item }}", loop: "{{ query('lines', ${meet("c")}) }}"}`,
      `    - {name: Variable, vars: {met: "{{ lookup('pipe', ${meet("d")}) }}"}, command: "touch {{ there }}/variable-{{ met }}"}`,
      `    - {name: Include, include_tasks: "{{ lookup('pipe', ${meet("e")}) }}.yml"}`,
      `    - {name: Template, template: {src: t.j2, dest: "{{ there }}/template"}}`,
      "",
    ].join("\n"));
    shop.write("met.yml", "- {name: Included, command: 'touch {{ there }}/included'}\n");
    shop.write("templates/t.j2", `1 {{ lookup('pipe', ${meet("f")}) }}\n2 {{ lookup('pipe', ${meet("g")}) }}\n`);
    const played = await shop.run();
    expect(played.status).to.equal("success");
    for (const host of ["h1", "h2", "h3"]) {
      expect(played.on(host)).to.deep.equal(["Parameter: changed", "Condition: changed", "Loop: changed", "Variable: changed", "Include: ok", "Included: changed", "Template: changed"]);
      expect(readFileSync(join(shop.folder, host, "parameter"), "utf8")).to.equal("met");
      expect(readFileSync(join(shop.folder, host, "template"), "utf8")).to.equal("1 met\n2 met\n");
    }
  });

  it("are asked once for each time that they are written, in order", async () => {
    shop = play(`    - {name: Count, copy: {content: "{{ lookup('pipe', cmd) }}{{ lookup('pipe', cmd) }}{{ lookup('pipe', 'echo x') }}{{ lookup('pipe', cmd) }}", dest: "{{ there }}/out"}, vars: {cmd: "echo 1 >> {{ there }}/count; wc -l < {{ there }}/count"}}\n`);
    expect((await shop.run()).status).to.equal("success");
    expect(readFileSync(join(shop.folder, "h2/out"), "utf8")).to.equal("12x3");
    expect(readFileSync(join(shop.folder, "h2/count"), "utf8")).to.equal("1\n1\n1\n");
  });

  it("come to an end when they ask for something else each time", async () => {
    shop = play(`    - {name: Chance, copy: {content: "{{ lookup('pipe', 'echo ' ~ (999999999 | random)) ~ lookup('pipe', 'echo ' ~ (999999999 | random)) }}", dest: "{{ there }}/out"}}\n`);
    expect((await shop.run()).status).to.equal("success");
    expect(readFileSync(join(shop.folder, "h1/out"), "utf8")).to.match(/^\d+$/);
  });

  it("fail with their place, and errors='ignore' is heard", async () => {
    shop = play("    - {name: Fails, debug: {msg: \"{{ lookup('pipe', 'exit 3') }}\"}, ignore_errors: true}\n    - {name: Late, debug: {msg: \"{{ lookup('pipe', 'sleep 60', timeout=0.3) }}\"}, ignore_errors: true}\n    - {name: Ignored, debug: {msg: \"{{ lookup('pipe', 'exit 3', errors='ignore') | default('other', true) }}\"}}\n");
    const played = await shop.run();
    const problems = played.events.flatMap((event) => event.type === "task-end" && event.host === "h1" && event.outcome.kind === "failed" && event.outcome.problem.reason === "bad-input" ? event.outcome.problem.diagnostics : []);
    expect(problems.map(({ message }) => message)).to.deep.equal(['lookup "pipe": the command ended with exit code 3', 'lookup "pipe": the command did not end within 0.3 seconds: sleep 60']);
    expect(problems.map(({ place }) => place?.line)).to.deep.equal([5, 6]);
    expect(played.on("h1").at(-1)).to.equal("Ignored: ok");
  });
});
