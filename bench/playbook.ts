/** One task of the measured playbook, and the same look written by hand. */
interface Measured {
  /** YAML of the task, two spaces in. */
  readonly task: string;
  /** What `ssh host sh` runs to see the same. */
  readonly look: string;
}

const folders = numbers(12).map((n): Measured => ({
  task: `  - name: Folder ${n}\n    file: {path: /opt/bench/folder${n}, state: directory, mode: "0755", owner: root, group: root}`,
  look: `stat -c '%F %a %U %G' /opt/bench/folder${n}`,
}));

const copies = numbers(12).map((n): Measured => ({
  task: `  - name: Copy ${n}\n    copy: {dest: /opt/bench/folder${n}/settings.conf, content: "setting = ${n}\\nother = ${n * n}\\n", mode: "0644", owner: root, group: root}`,
  look: `stat -c '%F %a %U %G' /opt/bench/folder${n}/settings.conf; sha256sum /opt/bench/folder${n}/settings.conf`,
}));

const lines = numbers(8).map((n): Measured => ({
  task: `  - name: Line ${n}\n    lineinfile: {path: /opt/bench/folder${n}/lines.conf, line: "line ${n}", create: true, mode: "0644"}`,
  look: `stat -c '%F %a %U %G' /opt/bench/folder${n}/lines.conf; cat /opt/bench/folder${n}/lines.conf`,
}));

const users = numbers(4).map((n): Measured => ({
  task: `  - name: User ${n}\n    user: {name: bench${n}, shell: /bin/sh, comment: "Bench ${n}"}`,
  look: `getent passwd bench${n}; id -Gn bench${n}`,
}));

const services = ["ssh", "dbus", "systemd-journald", "systemd-logind"].map((name): Measured => ({
  task: `  - name: Service ${name}\n    systemd: {name: ${name}, state: started}`,
  look: `systemctl show -p LoadState,ActiveState,UnitFileState ${name}`,
}));

const packages = ["sudo", "ca-certificates", "iproute2", "openssh-server"].map((name): Measured => ({
  task: `  - name: Package ${name}\n    apt: {name: ${name}, state: present}`,
  look: `dpkg-query -W -f '\${db:Status-Status} \${Version}' ${name}`,
}));

const measured: readonly Measured[] = [...folders, ...copies, ...lines, ...users, ...services, ...packages];

/** How many tasks are measured. */
export const TASKS = measured.length;

/** The playbook, which tsplay and Ansible both read. */
export const PLAYBOOK = `- name: Converged\n  hosts: all\n  gather_facts: false\n  tasks:\n  - name: Root folder\n    file: {path: /opt/bench, state: directory}\n    tags: [never, prepare]\n${measured.map(({ task }) => task).join("\n")}\n`;

/** The looks by hand. */
export const LOOKS = `${measured.map(({ look }) => look).join("\n")}\n`;

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
