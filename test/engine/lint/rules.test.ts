import { expect } from "chai";
import { rules } from "#engine/lint/rules/index.js";
import { linted, playbook } from "./linted.js";

interface Case {
  /** Files, or the tasks of one playbook, in which the rule has something to say. */
  readonly bad: readonly string[] | Readonly<Record<string, string>>;
  /** The same for what looks alike and is fine. */
  readonly good: readonly string[] | Readonly<Record<string, string>>;
  /** How often it speaks in `bad`; once for each task when left out. */
  readonly times?: number;
}

const ROLE = { "roles/web/tasks/main.yml": "- name: a\n  debug: {msg: \"{{ web_port }}\"}\n" };

/** For each rule what it must find, and what it must not. */
const cases: Readonly<Record<string, Case>> = {
  "template-in-condition": { bad: ["debug: {msg: a}\nwhen: \"{{ x }}\"\nvars: {x: true}", "command: ls\nchanged_when: ['{{ x }}']\nvars: {x: true}"], good: ["debug: {msg: a}\nwhen: x\nvars: {x: true}"] },
  "condition-type": { bad: ["debug: {msg: a}\nwhen: words\nvars: {words: [a]}", "debug: {msg: a}\nwhen: text\nvars: {text: 'yes'}"], good: ["debug: {msg: a}\nwhen: words2 | length > 0\nvars: {words2: [a]}", "debug: {msg: a}\nwhen: flag\nvars: {flag: true}", "set_fact: {made: [a]}", "debug: {msg: a}\nwhen: made\nvars: {made: [a]}"] },
  "wrong-branch": { bad: ["service: {name: x, state: \"{{ 'started' if up else 'stoped' }}\"}\nvars: {up: true}", "file: {path: /a, state: \"{{ 'folder' }}\"}", "apt: {name: x, state: \"{{ on | ternary('present', 'abscent') }}\"}\nvars: {on: true}", "copy: {content: a, dest: /a, mode: '0644', backup: \"{{ keep | default('perhaps') }}\"}"],
    good: ["service: {name: x, state: \"{{ 'started' if up else 'stopped' }}\"}\nvars: {up: true}", "apt: {name: x, state: \"{{ state | default('present') }}\"}", "copy: {content: a, dest: /a, mode: '0644', backup: \"{{ keep | default('no') }}\"}"] },
  "bare-variable": { bad: ["debug: {msg: \"{{ item }}\"}\nwith_items: words\nvars: {words: [a]}"], good: ["debug: {msg: \"{{ item }}\"}\nwith_items: [words]\nvars: {words: [a]}", "debug: {msg: \"{{ item }}\"}\nwith_items: once"] },
  "text-as-list": { bad: ["debug: {msg: \"{{ item }}\"}\nloop: \"{% if x %}['{{ x }}']{% else %}[]{% endif %}\"\nvars: {x: a}", "debug: {msg: \"{{ item }}\"}\nwith_items: \"['{{ x }}', b]\"\nvars: {x: a}", "set_fact: {made: \"{'a': '{{ x }}'}\"}\nvars: {x: a}", "debug: {msg: \"{{ made }}\"}\nvars: {made: \"{ '{{ x }}': 1, }\", x: a}"],
    good: ["debug: {msg: \"{{ item }}\"}\nloop: \"{{ [x] if x else [] }}\"\nvars: {x: a}", "debug: {msg: \"[{{ x }}]\"}\nvars: {x: a}", "debug: {msg: \"{{ made }}\"}\nvars: {made: \"{{ {'a': x} }}\", other: \"[{{ x }}]:22\", third: '[a]', fourth: \"{{ x }}{{ x }}\", x: a}", "set_fact: {made: \"{{ [1] }}\"}"] },
  "unknown-handler": { bad: ["copy: {content: a, dest: /a, mode: '0644'}\nnotify: restart ngnix"], good: { "play.yml": `${playbook("copy: {content: a, dest: /a, mode: '0644'}\nnotify: [restart, topic]")}  handlers:\n    - name: restart\n      debug: {msg: a}\n    - name: other\n      debug: {msg: a}\n      listen: topic\n` } },
  "unused-handler": { bad: { "play.yml": `${playbook("debug: {msg: a}")}  handlers:\n    - name: restart\n      debug: {msg: a}\n` }, good: { "play.yml": `${playbook("copy: {content: a, dest: /a, mode: '0644'}\nnotify: \"{{ which }}\"\nvars: {which: restart}")}  handlers:\n    - name: restart\n      debug: {msg: a}\n` }, times: 1 },
  "undefined-variable": { bad: ["debug: {msg: \"{{ nothing }}\"}"], good: ["debug: {msg: \"{{ nothing | default('a') }}\"}", "debug: {msg: \"{{ given }}\"}\nwhen: given is defined", "debug: {msg: \"{{ ansible_hostname }} {{ inventory_hostname }} {{ item }}\"}\nloop: [a]", "command: ls\nregister: result", "debug: {msg: \"{{ result.stdout }}\"}"] },
  "unknown-hosts": { bad: { "hosts.yml": "web: {hosts: {web1: }}\n", "play.yml": "- hosts: wbe\n  gather_facts: false\n  tasks: []\n" }, good: { "hosts.yml": "web: {hosts: {web1: }}\n", "play.yml": "- hosts: web:!web1\n  gather_facts: false\n  tasks: []\n- hosts: localhost\n  tasks: []\n" }, times: 1 },
  "missing-dependency": { bad: { ...ROLE, "roles/web/meta/main.yml": "dependencies: [nowhere]\n" }, good: { ...ROLE, "roles/web/meta/main.yml": "dependencies:\n  - role: base\n", "roles/base/tasks/main.yml": "[]\n" }, times: 1 },
  "missing-file": { bad: ["template: {src: none.j2, dest: /a, mode: '0644'}", "copy: {src: none.txt, dest: /a, mode: '0644'}", "- import_tasks: none.yml"], good: { "play.yml": playbook("template: {src: a.j2, dest: /a, mode: '0644'}", "- include_tasks: \"{{ inventory_hostname }}.yml\"", "copy: {src: /etc/hosts, dest: /a, mode: '0644', remote_src: true}"), "templates/a.j2": "a\n" } },
  "unknown-role": { bad: { "play.yml": "- hosts: all\n  roles: [wbe]\n", ...ROLE }, good: { "play.yml": "- hosts: all\n  roles: [web, {role: \"{{ x }}\"}]\n", ...ROLE }, times: 1 },
  "never-runs": { bad: ["debug: {msg: a}\nwhen: false", "debug: {msg: a}\nwhen: 1 > 2", "debug: {msg: a}\nwhen: [x, \"'no' == 'yes'\"]\nvars: {x: true}"], good: ["debug: {msg: a}\nwhen: x\nvars: {x: false}", "debug: {msg: a}\nwhen: 2 > 1", "debug: {msg: a}\nwhen: lookup('env', 'HOME') == ''"] },
  "never-tag": { bad: ["debug: {msg: a}\ntags: never", "debug: {msg: a}\ntags: [never]"], good: ["debug: {msg: a}\ntags: [never, rare]", "debug: {msg: a}\ntags: rare"] },
  "shell-pipe": { bad: ["shell: ls /x | wc -l"], good: ["shell: set -o pipefail; ls | wc -l", "shell: ls || true", "shell: echo 'a | b'; ls", "shell: ls | grep a || true", "shell: ls | wc -l\nfailed_when: false"] },
  "shell-unquoted": { bad: ["shell: cd /x && ls {{ folder }}", "shell: echo a > /x/{{ item }}\nloop: \"{{ names }}\""], good: ["shell: cd /x && ls {{ folder | quote }}", "shell: cd /x && ls '{{ folder }}'", "shell: \"{{ whole }}\"", "shell: cd /x && ls {{ count }}\nvars: {count: 5}", "shell: cd /x; ls {{ item }}\nloop: [a, b]"] },
  "shell-rm": { bad: ["command: rm -rf {{ folder }}/cache", "shell: cd / && rm -fr \"/srv/$NAME\""], good: ["command: rm -rf /srv/cache", "command: rm /srv/{{ name }}", "shell: echo rm -rf x; ls {{ y | quote }}"] },
  "curl-pipe-shell": { bad: ["shell: curl -fsSL https://x.example/install | sudo bash -s", "shell: wget -qO- https://x.example/i | sh"], good: ["shell: curl https://x.example/a | tar xz", "shell: curl https://x.example/a -o /srv/b; sh /srv/c"] },
  "shell-needless": { bad: ["shell: systemctl status nginx"], good: ["shell: ls *", "shell: cd /srv", "shell: A=1 env", "shell: ls\nargs: {executable: /bin/bash}", "shell: echo $HOME"] },
  "secret-mode": { bad: ["copy: {content: \"{{ db_password }}\", dest: /etc/a.conf}", "template: {src: a.j2, dest: /etc/ssl/private/a.key}"], good: ["copy: {content: \"{{ db_password }}\", dest: /etc/a.conf, mode: '0600'}", "copy: {content: a, dest: /etc/motd}"] },
  "no-log": { bad: ["user: {name: a, password: \"{{ word }}\"}", "user: {name: \"{{ item.name }}\", password: \"{{ item.word }}\"}\nloop: \"{{ people }}\""], good: ["user: {name: a, password: \"{{ word }}\"}\nno_log: true", "user: {name: a}"] },
  "apt-key": { bad: ["shell: curl https://x.example/a.asc -o /srv/a && apt-key add /srv/a", "apt_key: {url: \"https://x.example/a\"}"], good: ["apt: {name: gnupg}"] },
  "dead-source": { bad: ["get_url: {url: \"https://dl.bintray.com/a/b\", dest: /srv/a, mode: '0644'}"], good: ["get_url: {url: \"https://example.org/bintray\", dest: /srv/a, mode: '0644'}"] },
  "plain-include": { bad: { "play.yml": playbook("include: more.yml"), "more.yml": "[]\n" }, good: { "play.yml": playbook("- include_tasks: more.yml"), "more.yml": "[]\n" }, times: 1 },
  "dead-warn": { bad: ["command: ls\nargs: {warn: false}"], good: ["command: ls\nargs: {chdir: /}"] },
  "prefer-loop": { bad: ["debug: {msg: \"{{ item }}\"}\nwith_items: [a, b]", "debug: {msg: \"{{ item }}\"}\nwith_list: [[a], b]"], good: ["debug: {msg: \"{{ item }}\"}\nwith_items: [[a], b]", "debug: {msg: \"{{ item }}\"}\nwith_items: \"{{ x }}\""] },
  "old-key-value": { bad: ["apt: name=git state=present"], good: ["apt: {name: git}", "command: ls chdir=/"] },
  "plain-mode": { bad: ["file: {path: /a, state: touch, mode: 0644}"], good: ["file: {path: /a, state: touch, mode: '0644'}", "file: {path: /a, state: touch, mode: u=rw}"] },
  "lost-zero": { bad: { "group_vars/all.yml": "app_version: 3.10\n" }, good: { "group_vars/all.yml": "app_version: \"3.10\"\nother_version: 3.11\nratio: 0.50\n" }, times: 1 },
  "truthy-word": { bad: { "group_vars/all.yml": "country: NO\nlist: [on]\n" }, good: { "group_vars/all.yml": "country: \"NO\"\nlist: [true, nope]\n" }, times: 2 },
  "unnamed-task": { bad: ["- command: ls"], good: ["command: ls", "- debug: {msg: a}", "- meta: flush_handlers"] },
  "unused-default": { bad: { ...ROLE, "roles/web/defaults/main.yml": "web_port: 80\nweb_prot: 80\n" }, good: { ...ROLE, "roles/web/defaults/main.yml": "web_port: 80\nweb_size: 1\n", "roles/web/templates/a.j2": "{{ web_size }}\n" }, times: 1 },
};

describe("[U] rules of lint", () => {
  it("are all tried here", () => {
    expect(Object.keys(cases).sort()).to.deep.equal(rules.map(({ id }) => id).sort());
  });

  for (const [id, { bad, good, times }] of Object.entries(cases)) {
    it(`${id} speaks where it should, with a place in a file`, () => {
      const found = linted(filesOf(bad)).filter(({ rule }) => rule === id);
      expect(found.map(({ place }) => place?.line), JSON.stringify(found)).to.have.lengthOf(times ?? (bad as readonly string[]).length);
      for (const { place, message } of found) {
        expect(place?.text, message).to.be.a("string").and.not.equal("");
        expect(message).to.not.match(/\.$/);
      }
    });
    it(`${id} is silent where all is fine`, () => {
      expect(linted(filesOf(good)).filter(({ rule }) => rule === id)).to.deep.equal([]);
    });
  }
});

function filesOf(files: Case["bad"]): Readonly<Record<string, string>> {
  return Array.isArray(files) ? { "play.yml": playbook(...files as readonly string[]) } : files as Readonly<Record<string, string>>;
}
