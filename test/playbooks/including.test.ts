import { expect } from "chai";
import { Workshop, type Played } from "#test/support/run-inline.js";

/** Plays files and returns what came of it. */
async function played(files: Readonly<Record<string, string>>, options: Parameters<Workshop["run"]>[0] = {}): Promise<Played> {
  const shop = new Workshop(files);
  try {
    return await shop.run(options);
  } finally {
    shop.remove();
  }
}

const play = (tasks: string, more = ""): string => `- hosts: h1\n  gather_facts: false\n${more}  tasks:\n${tasks}`;

describe("[I] includes", () => {
  it("bring the tasks of a file that each host names for itself", async () => {
    const run = await played({
      "play.yml": "- hosts: h1,h2\n  gather_facts: false\n  tasks:\n  - include_tasks: \"of-{{ inventory_hostname }}.yml\"\n  - {name: after, debug: {msg: x}}\n",
      "of-h1.yml": "- {name: one, debug: {msg: x}}\n", "of-h2.yml": "- {name: two, debug: {msg: x}}\n",
    });
    expect(run.on("h1")).to.deep.equal(["include_tasks: ok", "one: ok", "after: ok"]);
    expect(run.on("h2")).to.deep.equal(["include_tasks: ok", "two: ok", "after: ok"]);
  });

  it("loop, and their tasks see the item and the variables of the include", async () => {
    const run = await played({
      "play.yml": play("  - include_tasks: more.yml\n    loop: [a, b]\n    loop_control: {loop_var: letter}\n    vars: {word: \"{{ letter }}!\"}\n"),
      "more.yml": "- {name: \"said {{ word }}\", assert: {that: word == letter ~ '!'}}\n",
    });
    expect(run.on("h1")).to.deep.equal(["include_tasks: ok", "said a!: ok", "said b!: ok"]);
  });

  it("hand down only what `apply` says; imports hand down everything", async () => {
    const files = { "more.yml": "- {name: inside, debug: {msg: x}}\n" };
    const tagged = { tags: ["web"] };
    const include = play("  - {include_tasks: more.yml, tags: web}\n");
    const applied = play("  - {include_tasks: {file: more.yml, apply: {tags: web}}, tags: web}\n");
    const imported = play("  - {import_tasks: more.yml, tags: web}\n");
    expect((await played({ ...files, "play.yml": include }, tagged)).on("h1")).to.deep.equal(["include_tasks: ok"]);
    expect((await played({ ...files, "play.yml": applied }, tagged)).on("h1")).to.deep.equal(["include_tasks: ok", "inside: ok"]);
    expect((await played({ ...files, "play.yml": imported }, tagged)).on("h1")).to.deep.equal(["inside: ok"]);
  });

  it("that name their file plainly are checked before the run, with the place in that file", async () => {
    const run = await played({ "play.yml": play("  - {include_tasks: more.yml, when: false}\n"), "more.yml": "- {name: inside, debg: {msg: x}}\n" });
    expect(run.status).to.equal("bad-input");
    expect(run.diagnostics.map((each) => [each.code, each.place?.line, each.hint])).to.deep.equal([["unknown-module", 1, "Did you mean \"debug\"?"]]);
  });

  it("that include themselves without an end are refused; with a condition they end", async () => {
    const endless = await played({ "play.yml": play("  - include_tasks: more.yml\n"), "more.yml": "- include_tasks: more.yml\n" });
    expect(endless.diagnostics.map((each) => each.code)).to.deep.equal(["include-cycle"]);
    const ending = await played({
      "play.yml": play("  - include_tasks: more.yml\n    vars: {depth: 0}\n"),
      "more.yml": "- {name: \"at {{ depth }}\", debug: {msg: x}}\n- {include_tasks: more.yml, when: depth < 3, vars: {next: \"{{ depth + 1 }}\"}, loop: [\"{{ depth + 1 }}\"], loop_control: {loop_var: depth}}\n",
    });
    expect(ending.on("h1").filter((line) => line.startsWith("at "))).to.deep.equal(["at 0: ok", "at 1: ok", "at 2: ok"]);
  });

  it("that cannot be read fail their task, with the paths that were tried, and a rescue takes over", async () => {
    const run = await played({ "play.yml": play("  - block:\n    - {name: gone, include_tasks: \"{{ 'no' ~ 'where' }}.yml\"}\n    rescue:\n    - {name: mended, debug: {msg: x}}\n") });
    expect(run.on("h1")).to.deep.equal(["gone: failed (rescued)", "mended: ok"]);
  });

  it("in a check run, whose condition nobody can know, tell of each of their tasks as unknown", async () => {
    const run = await played({
      "play.yml": play("  - {name: asks, command: touch x, register: r}\n  - {name: includes, include_tasks: more.yml, when: r.rc == 0}\n"),
      "more.yml": "- {name: inside, debug: {msg: x}}\n",
    }, { check: true });
    expect(run.on("h1").slice(1)).to.deep.equal(["includes: unknown", "inside: unknown"]);
  });

  it("bring roles, with other files than main.yml, and their handlers for the rest of the play", async () => {
    const run = await played({
      "play.yml": play("  - include_role: {name: r, tasks_from: \"{{ 'other' }}\"}\n  - {name: changes, command: /bin/true, notify: of the role}\n"),
      "roles/r/tasks/other.yml": "- {name: inside, debug: {msg: \"{{ given }}\"}}\n",
      "roles/r/handlers/main.yml": "- {name: of the role, debug: {msg: x}}\n", "roles/r/defaults/main.yml": "given: 1\n",
    });
    expect(run.on("h1")).to.deep.equal(["include_role: ok", "inside: ok", "changes: changed", "of the role: ok"]);
  });

  it("of variables say which files they are, and stand above those of the play", async () => {
    const run = await played({
      "play.yml": play("  - {name: loads, include_vars: \"{{ inventory_hostname }}.yml\", register: r}\n  - {name: asks, assert: {that: [a == 2, b == 3, \"r.ansible_included_var_files[0].endswith('/vars/h1.yml')\"]}}\n", "  vars: {a: 1}\n"),
      "vars/h1.yml": "a: 2\nb: \"{{ a + 1 }}\"\n",
    });
    expect(run.on("h1")).to.deep.equal(["loads: ok", "asks: ok"]);
  });
});

describe("[I] argument specs of a role", () => {
  const files = {
    "roles/r/tasks/main.yml": "- {name: inside, debug: {msg: \"{{ listen }}\"}}\n",
    "roles/r/meta/argument_specs.yml": "argument_specs:\n  main:\n    short_description: A server\n    options:\n      listen: {type: int, required: true}\n      level: {type: str, choices: [low, high]}\n",
  };

  it("are checked before its first task, by a task of their own", async () => {
    const run = await played({ ...files, "play.yml": "- hosts: h1\n  gather_facts: false\n  roles:\n  - {role: r, listen: 80}\n" });
    expect(run.on("h1")).to.deep.equal(["Validating arguments against arg spec 'main' - A server: ok", "inside: ok"]);
  });

  it("tell of everything that is wrong", async () => {
    const run = await played({ ...files, "play.yml": "- hosts: h1\n  gather_facts: false\n  vars: {level: middle, listen: many}\n  roles: [r]\n" });
    const end = run.events.find((event) => event.type === "task-end");
    expect(end).to.have.nested.property("outcome.kind", "failed");
    expect(JSON.stringify(end)).to.match(/must be one of: low, high, got: middle/).and.match(/argument 'listen' is of type string/);
  });
});

describe("[I] a role that is included several times", () => {
  it("brings its handlers each time anew, with the variables of that include", async () => {
    const run = await played({
      "play.yml": play("  - {include_role: {name: r}, loop: [one, two], loop_control: {loop_var: unit}}\n"),
      "roles/r/tasks/main.yml": "- {name: \"changes {{ unit }}\", command: /bin/true, notify: restart}\n",
      "roles/r/handlers/main.yml": "- {name: restart, debug: {msg: \"{{ unit }}\"}}\n",
    });
    const said = run.events.flatMap((event) => event.type === "task-end" && event.task.name === "restart" && event.outcome.kind === "ok" ? [event.outcome.values["msg"]] : []);
    expect(said).to.deep.equal(["one", "two"]);
    expect(run.recap("h1")).to.deep.equal({ ok: 4, changed: 2 });
  });
});

describe("[I] handlers of an included role", () => {
  it("run once, whether the role or a later task of the play notifies them", async () => {
    const run = await played({
      "play.yml": play("  - include_role: {name: r}\n  - {name: changes as well, command: /bin/true, notify: restart}\n"),
      "roles/r/tasks/main.yml": "- {name: changes, command: /bin/true, notify: restart}\n",
      "roles/r/handlers/main.yml": "- {name: restart, debug: {msg: x}}\n",
    });
    expect(run.on("h1").filter((line) => line.startsWith("restart"))).to.deep.equal(["restart: ok"]);
  });
});

describe("[I] where a role was called from", () => {
  it("is told by the paths of the roles that called it, wherever they lie", async () => {
    const run = await played({
      "play.yml": play("  - {include_role: {name: lib/outer}}\n"),
      "roles/lib/outer/tasks/main.yml": "- {include_role: {name: inner}}\n", "roles/lib/outer/files/text": "of outer\n",
      "roles/inner/tasks/main.yml": "- name: knows\n  assert: {that: [\"ansible_parent_role_names == ['outer']\", \"ansible_parent_role_paths[0].endswith('/roles/lib/outer')\", \"lookup('file', 'text') == 'of outer'\"]}\n",
    });
    expect(run.on("h1").at(-1)).to.equal("knows: ok");
  });
});

describe("[I] what a check of arguments registers", () => {
  it("names the entry point that was called", async () => {
    const run = await played({
      "play.yml": play("  - {include_role: {name: r, tasks_from: other}}\n"),
      "roles/r/tasks/other.yml": "- {name: inside, debug: {msg: x}}\n",
      "roles/r/meta/argument_specs.yml": "argument_specs:\n  other:\n    options:\n      n: {type: int}\n",
    });
    const end = run.events.find((event) => event.type === "task-end" && event.task.module === "validate_argument_spec");
    expect(end).to.have.nested.property("outcome.values.validate_args_context").that.includes({ argument_spec_name: "other", name: "r", type: "role" });
  });
});
