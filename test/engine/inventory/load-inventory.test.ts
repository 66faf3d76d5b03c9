import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { adjacentLayers, loadInventory } from "#engine/inventory/load-inventory.js";
import { expandHosts } from "#engine/inventory/host-names.js";
import { readLiteral } from "#engine/inventory/python-literal.js";
import { plainOf } from "#engine/load/plain.js";
import { said, saidBy } from "#test/engine/load/said.js";

/** A file of an inventory, and all that is said of it (`f` stands for its path). */
const BAD: readonly (readonly [title: string, file: string, text: string, messages: readonly string[]])[] = [
  ["a list of hosts", "hosts.yml", "all:\n  hosts: [web1, web2]", ['f:2:10 "hosts" must be a dictionary or text, not a list | Write each as a key, with a colon: `hosts: {web1: , web2: }`']],
  ["hosts outside a group", "hosts.yml", "hosts:\n  web1:", ['f:1:1 "hosts" stands outside any group | Put it below `all:`']],
  ["a key mistyped", "hosts.yml", "all:\n  childern: {}", ['f:2:3 "childern" is not a key of a group | Did you mean "children"?']],
  ["a host with a word for variables", "hosts.yml", "all: {hosts: {web1: x}}", ['f:1:21 "hosts.web1" must be a dictionary, not "x"']],
  ["no dictionary", "hosts.yml", "- web1", ["f:1:1 an inventory must be a dictionary of groups | Begin it with `all:`, and put `hosts:` below that"]],
  ["a bad name of a variable", "hosts.yml", "all: {hosts: {web1: {a-b: 1}}, vars: {c d: 1}}", [
    'f:1:39 "c d" cannot be the name of a variable | Use letters, digits and _, no digit first: c_d',
    'f:1:22 "a-b" cannot be the name of a variable | Use letters, digits and _, no digit first: a_b',
  ]],
  ["a group below itself", "hosts.yml", "a: {children: {b: {children: {a: }}}}", ['f:1:31 the group "b" would stand below itself: b -> a -> b | Remove one of these children']],
  ["all below another group", "hosts.yml", "a: {children: {all: }}", ['f:1:16 the group "a" would stand below itself: a -> all | Remove one of these children']],
  ["a bad range", "hosts.yml", "all: {hosts: {'web[1-3]': , 'web[3:1]': , 'web[01:100]': , 'db[1': }}", [
    'f:1:15 "[1-3]" is not a range such as [1:10], [01:10:2] or [a:f]',
    "f:1:29 a range must begin with its smaller end",
    'f:1:43 "[01:100]": both ends must have as many digits',
    'f:1:60 "db[1": a bracket is not closed',
  ]],
  ["a range that never ends", "hosts.yml", "all: {hosts: {'web[1:999999999]': }}", ["f:1:15 a range stands for more than 100000 hosts"]],
  ["a name of a group with a colon", "hosts.yml", "'we:b': {hosts: {a: }}", ['f:1:1 "we:b" cannot be the name of a group: patterns use some of its characters | Use letters, digits, _ and -: we_b']],
  ["YAML that is none", "hosts.yml", "all: [", ["f:1:7 a bracket is not closed: ] is missing | What stands in brackets over several lines must be indented further than its key"]],
  ["spaces round =", "hosts", "[web]\nweb1 ansible_host = 192.0.2.1", [
    'f:2:6 "ansible_host" is not name=value | One host a line, then its variables: web1 ansible_host=192.0.2.1',
    'f:2:19 "=" is not name=value | Write name=value without spaces around the =',
    'f:2:21 "192.0.2.1" is not name=value | One host a line, then its variables: web1 ansible_host=192.0.2.1',
  ]],
  ["a bad section", "hosts", "[web:hosts:x]\na\n[db:childs]\nb\n[web\nc", [
    "f:1:1 [web:hosts:x] is not the head of a section | Write [group], [group:children] or [group:vars]",
    "f:3:1 [db:childs] is not the head of a section | Write [group], [group:children] or [group:vars]",
    "f:5:1 [web is not the head of a section | Write [group], [group:children] or [group:vars]",
  ]],
  ["variables of a group that is not there", "hosts", "[web]\na\n[wep:vars]\nx=1", ['f:3:1 there is no group "wep" for these variables | Did you mean "web"?']],
  ["a line of variables that is none", "hosts", "[all:vars]\nx: 1", ['f:2:1 "x: 1" is not name = value']],
  ["an open quote", "hosts", "web1 x='a", ["f:1:1 a quote is not closed"]],
  ["children with variables", "hosts", "[a:children]\nb x=1", ['f:2:1 "b x=1" is not the name of a group | One group a line']],
  ["groups below each other", "hosts", "[a:children]\nb\n[b:children]\na", ['f:4:1 the group "b" would stand below itself: b -> a -> b | Remove one of these children']],
  ["TOML", "hosts.toml", "", ["f: inventories in TOML are not supported | Write it as YAML: ansible-inventory -i f --list --yaml --export can do that for you"]],
  ["an inventory plugin", "aws.yml", "plugin: aws_ec2", ['f:1:1 inventory plugins are not supported: this file configures "aws_ec2" | Save what it finds: ansible-inventory -i THIS_FILE --list --export --yaml, or use a program that prints JSON']],
  ["a child that is no group", "hosts", "[a:children]\nb\n[c]\nx", ['f:2:1 there is no group "b" to stand below a | Add [b], if only as an empty section']],
  ["a child with a slip", "hosts", "[a:children]\ndbs\n[db]\nx", ['f:2:1 there is no group "dbs" to stand below a | Did you mean "db"?']],
];

describe("[U] inventories", () => {
  let dir = "";
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), "tsplay-inventory-")); });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  function write(path: string, text = ""): string {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
    return join(dir, path);
  }

  for (const [title, file, text, messages] of BAD) {
    it(`tell of ${title}`, () => {
      const path = write(file, text);
      expect(saidBy(loadInventory([path])).map((line) => line.replaceAll(path, "f"))).to.deep.equal(messages);
    });
  }

  it("tell of the first words only where a line is wrong throughout", () => {
    expect(saidBy(loadInventory([write("hosts.ini", "{a: ".repeat(10_000))]))).to.have.length(6);
  });

  it("that are not there are told with a guess", () => {
    write("inventories/prod/hosts.yml", "all:");
    expect(saidBy(loadInventory([join(dir, "inventories/prd")]))).to.deep.equal([`there is no inventory ${join(dir, "inventories/prd")} | Did you mean "${join(dir, "inventories/prod")}"?`]);
    symlinkSync("/nowhere", join(dir, "link"));
    expect(saidBy(loadInventory([join(dir, "link")]))).to.deep.equal([`there is no inventory ${join(dir, "link")} | It is a symbolic link to something that is not there: mend the link`]);
    expect(saidBy(loadInventory(["no-such-host"]))).to.deep.equal(["there is no inventory no-such-host | A list of hosts ends in a comma: -i no-such-host,"]);
    write("empty/group_vars/all.yml", "a: 1");
    expect(saidBy(loadInventory([join(dir, "empty")]))).to.deep.equal([`${join(dir, "empty")} holds no inventory file | Put a hosts.yml into it`]);
  });

  it("in a folder are read in the order of the alphabet, inner folders too, but not files ending in .ini, nor inner group_vars", () => {
    write("inv/b", "[web]\nb1 v=b");
    write("inv/a/hosts.yml", "web: {hosts: {a1: , b1: {v: a}}}");
    write("inv/a/group_vars/web.yml", "w: 1");
    write("inv/c.ini", "c1");
    const loaded = loadInventory([join(dir, "inv")]);
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    expect(loaded.value.hosts).to.deep.equal(["a1", "b1"]);
    expect(loaded.value.layersOf("b1").map(({ origin }) => origin)).to.deep.equal(["inventory host b1"]);
    expect(said(loaded.value.warnings)).to.deep.equal([
      `warning: ${join(dir, "inv/a/group_vars")} is not read: only group_vars/ beside what -i names counts | Name the inner folder: -i ${join(dir, "inv/a")}, in place of -i ${join(dir, "inv")} or as well`,
      `warning: ${join(dir, "inv/c.ini")} is not read: in a folder of inventories Ansible passes over files ending in .ini | Rename it to have no ending, or name the file itself: -i ${join(dir, "inv/c.ini")}`,
    ]);
    expect([loaded.value.sourceOf("b1"), loaded.value.sourceOf("localhost")]).to.deep.equal([join(dir, "inv/a/hosts.yml"), undefined]);
  });

  it("tell of a value that a # cuts short", () => {
    const loaded = loadInventory([write("hosts", "web1 pw=abc#def")]);
    expect(loaded.ok && said(loaded.value.warnings)).to.deep.equal([`warning: ${join(dir, "hosts")}:1:12 everything from "#def" on is a comment | If the # belongs to the value put the value in quotes`]);
  });

  it("leave alone what is no inventory in their folder", () => {
    for (const name of ["known_hosts", "id_ed25519", "id_ed25519.pub", "README.md", ".hidden.yml", "ansible.cfg", "hosts.yml~", "host_vars/.keep"]) write(name, "{{ not yaml");
    write("hosts.yml", "all: {hosts: {a: }}");
    const loaded = loadInventory([dir]);
    expect(loaded.ok && loaded.value.hosts).to.deep.equal(["a"]);
  });

  it("name files of variables that belong to nobody and look mistyped, and do not read those of nobody", () => {
    write("hosts.yml", "db: {hosts: {db1: }}");
    write("group_vars/bd.yml", "{{ not yaml");
    write("group_vars/dbs", "a: 1");
    write("host_vars/db2.yml", "a: 1");
    write("group_vars/notes.txt", "x");
    const loaded = loadInventory([dir]);
    expect(loaded.ok ? said(loaded.value.warnings) : saidBy(loaded)).to.deep.equal([
      `warning: ${join(dir, "group_vars/dbs")} belongs to no group of the inventory | Did you mean "db"?`,
      `warning: ${join(dir, "host_vars/db2.yml")} belongs to no host of the inventory | Did you mean "db1"?`,
    ]);
  });

  it("tell of all broken files of variables at once", () => {
    write("hosts.yml", "db: {hosts: {db1: }}");
    const one = write("group_vars/db.yml", "a: {{ b }}");
    const two = write("host_vars/db1.yml", "- a");
    expect(saidBy(loadInventory([dir]))).to.deep.equal([
      `${one}:1:4 a value that begins with {{ must be in quotes: YAML takes the brace for a dictionary | Write "{{ ... }}"`,
      `${two}:1:1 ${two} must hold a dictionary of variables | Write \`name: value\`, one a line`,
    ]);
  });

  it("give layers in Ansible's order of precedence, with those beside the playbook", () => {
    write("inv/hosts.yml", "all: {vars: {v: 1}, children: {db: {hosts: {db1: {v: 1}}, vars: {v: 1}}}}");
    for (const place of ["inv", "play"]) for (const file of ["group_vars/all.yml", "group_vars/db.yml", "host_vars/db1.yml"]) write(`${place}/${file}`, "v: 1");
    const loaded = loadInventory([join(dir, "inv")]);
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    const adjacent = adjacentLayers(join(dir, "play"), loaded.value);
    if (!adjacent.ok) throw new Error(saidBy(adjacent).join("\n"));
    const layers = [...loaded.value.layersOf("db1"), ...adjacent.value("db1")].sort((a, b) => a.level - b.level);
    expect(layers.map(({ level, origin }) => `${level} ${origin}`)).to.deep.equal([
      "3 inventory group all", "3 inventory group db", "4 inventory group_vars/all", "5 playbook group_vars/all", "6 inventory group_vars/db", "7 playbook group_vars/db",
      "8 inventory host db1", "9 inventory host_vars/db1", "10 playbook host_vars/db1",
    ]);
    expect(loaded.value.layersOf("localhost").map(({ origin }) => origin)).to.deep.equal(["inventory group all", "inventory group_vars/all", "implicit localhost"]);
  });

  it("of a playbook beside its inventory are read once", () => {
    write("hosts.yml", "all: {hosts: {a: }}");
    write("group_vars/all.yml", "v: 1");
    const loaded = loadInventory([join(dir, "hosts.yml")]);
    const adjacent = loaded.ok && adjacentLayers(dir, loaded.value);
    expect(adjacent && adjacent.ok && adjacent.value("a")).to.deep.equal([]);
  });

  it("never throw, whatever the INI file says", () => {
    const piece = fc.oneof(fc.constantFrom("[", "]", "[a]\n", "[a:children]\n", "[a:vars]\n", "b\n", "x=1", "'", '"', "#", ";", "\n", " ", "web[1:3]", "=", "{{ a b }}", "(1,", "{1:"), fc.string());
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const loaded = loadInventory([write("fuzz", pieces.join(""))]);
      if (!loaded.ok) expect(loaded.error).to.not.have.length(0);
    }), { numRuns: 200 });
  });
});

describe("[U] names of hosts", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "web": ["web"], "web[1:3]": ["web1", "web2", "web3"], "web[01:05:2].x": ["web01.x", "web03.x", "web05.x"], "[a:c]": ["a", "b", "c"], "x[A:B][0:1]": ["xA0", "xA1", "xB0", "xB1"],
    "web:22": ["web:22"], "::1": ["::1"], "[::1]:2222": ["::1:2222"], "w[1:2]:22": ["w1:22", "w2:22"], "w[:1]": ["w0", "w1"],
  };
  for (const [pattern, names] of Object.entries(cases)) {
    it(`${pattern} is ${names.join(" ")}`, () => {
      const expanded = expandHosts(pattern);
      expect(expanded.ok && expanded.value.map(({ name, port }) => (port === undefined ? name : `${name}:${port}`))).to.deep.equal(names);
    });
  }
});

describe("[U] values in INI inventories", () => {
  const place = { file: "f", line: 1, column: 1, text: "" };
  const cases: readonly (readonly [string, unknown])[] = [
    ["5", 5], ["-5", -5], ["1.5", 1.5], ["0644", "0644"], ["0x1f", 31], ["True", true], ["true", "true"], ["None", null], ["yes", "yes"], ["''", ""], ["'it\\'s'", "it's"], ["'a' b", "'a' b"],
    ["[1, 'a', [True]]", [1, "a", [true]]], ["(1, 2)", [1, 2]], ["[1, 2,]", [1, 2]], ["{'a': 1, \"b\": {}}", { a: 1, b: {} }], ["[]", []], ["[1", "[1"], ["{a: 1}", "{a: 1}"], ["5 # five", 5], ["x # y", "x # y"], ["80,443", [80, 443]], ["(5)", 5], ["(5,)", [5]], ["'a' \"b\"", "ab"], ["r'\\d'", "\\d"], ["'\\x41\\u00e9'", "A\u00e9"], ["'\\x4'", "'\\x4'"], ["- 5", -5], ["True,u", "True,u"], ["{1, 2}", "{1, 2}"], ["12345678901234567890", "12345678901234567890"],
    ["1.2.3", "1.2.3"], ["192.168.0.1", "192.168.0.1"], ["1_000", 1000], ["1e3", 1000], ["", ""], ["{'__proto__': 1}", JSON.parse('{"__proto__": 1}')],
  ];
  for (const [text, value] of cases) {
    it(`${text} is ${JSON.stringify(value)}`, () => { expect(plainOf(readLiteral(text, place))).to.deep.equal(value); });
  }
  it("never throws, and keeps as text what is no literal", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("[", "]", "{", "}", "(", ")", ",", ":", "'", '"', "\\", "1", ".", "T", "a", " ", "-") }), (text) => {
      expect(() => plainOf(readLiteral(text, place))).to.not.throw();
    }), { numRuns: 500 });
    expect(plainOf(readLiteral("[".repeat(5000), place))).to.have.length(5000);
  });
});
