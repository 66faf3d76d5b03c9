import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Event, HostRecap, Outcome } from "#engine/core/event.js";
import type { Unreachable } from "#engine/core/problem.js";
import { down, plugNetwork, runInside, type HostSpec } from "#engine/lab/lab.js";
import { inside, labHosts, valueOf, type LabHost } from "./lab.js";
import { LiveRun } from "./live-run.js";
import { play, type Played } from "./tsplay.js";

/** The hosts that are broken on purpose. */
export const one: HostSpec = { name: "fault1", release: "bookworm", address: "198.18.0.51" };
export const two: HostSpec = { name: "fault2", release: "bookworm", address: "198.18.0.52" };

/** Variables of an inventory. */
type Vars = Readonly<Record<string, string | number | boolean>>;

/** Two fresh hosts for the tests of a `describe`, with a working folder and an inventory that knows them. Both are ended after the tests. */
export class FaultLab {
  readonly folder = mkdtempSync(join(tmpdir(), "tsplay-faults-"));
  readonly #booted: () => readonly LabHost[];

  constructor() {
    this.#booted = labHosts([one, two]);
    before(() => { this.inventory(); });
    after(async function (this: Mocha.Context) {
      this.timeout(60_000);
      for (const { name } of [one, two]) valueOf(await plugNetwork(name));
      valueOf(await down([one.name, two.name]));
    });
    after(() => { rmSync(this.folder, { recursive: true }); });
  }

  get known(): LabHost {
    const [first] = this.#booted();
    if (first === undefined) throw new Error("the lab gave no host");
    return first;
  }

  /** Writes a file into the working folder; its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Writes hosts.yml: the two hosts, changed and joined by others. */
  inventory(hosts: Readonly<Record<string, Vars>> = {}, vars: Vars = {}): void {
    const { privateKey, knownHosts } = this.known;
    const all = { [one.name]: { ansible_host: one.address, ...hosts[one.name] }, [two.name]: { ansible_host: two.address, ...hosts[two.name] } };
    this.write("hosts.yml", JSON.stringify({ all: {
      vars: { ansible_user: "root", ansible_ssh_private_key_file: privateKey, tsplay_known_hosts: knownHosts, ansible_timeout: 4, ...vars },
      hosts: { ...hosts, ...all },
    } }));
  }

  /** Plays tasks (YAML, not indented) on both hosts, or those a --limit names. */
  async run(tasks: string, ...words: readonly string[]): Promise<Played> {
    return await play([this.#playbook(tasks), "-i", "hosts.yml", ...words], this.folder);
  }

  /** The same, and comes back as soon as it has begun. */
  begin(tasks: string, ...words: readonly string[]): LiveRun {
    return new LiveRun([this.#playbook(tasks), "-i", "hosts.yml", ...words], this.folder);
  }

  /** `handlers:` at the start of a line ends the tasks. */
  #playbook(tasks: string): string {
    const [first = "", ...more] = `tasks:\n${tasks.trim()}`.split("\nhandlers:\n").map((part, index) => `${index === 0 ? "" : "handlers:\n"}${part}`);
    const body = [first, ...more].join("\n").split("\n").map((line) => /^(?:tasks|handlers):$/.test(line) ? `  ${line}` : `    ${line}`);
    return this.write("play.yml", `- name: Faults\n  hosts: all\n  gather_facts: false\n${body.join("\n")}\n`);
  }
}

/** Breaks every SSH session of a host, as when its sshd is killed: the listener goes on. */
export async function cutSessions(name: string): Promise<void> {
  await inside(name, "sh", "-c", "pkill -KILL -f '^sshd: [a-z]+@notty'; pkill -KILL -f '^sshd: [a-z]+ \\[priv\\]'; true");
}

/** Waits until a run has brought a host so far that a shell condition holds there. */
export async function until(run: LiveRun, name: string, condition: string): Promise<void> {
  const looked = valueOf(await runInside(name, ["sh", "-c", `for _ in $(seq 1200); do if ${condition}; then exit 0; fi; sleep 0.05; done; exit 1`]));
  if (looked.code !== 0) throw new Error(`on ${name} it never came to ${condition}\n${looked.stderr}${run.output}`);
}

/** Why a host was unreachable. */
export function causeOf({ events }: Played, host: string): Unreachable | undefined {
  return events.flatMap((event) => event.type === "host-unreachable" && event.host === host ? [event.cause] : [])[0];
}

/** "task: outcome" in the order in which they ended on a host. */
export function endings({ events }: Played, host: string): readonly string[] {
  return events.flatMap((event) => event.type === "task-end" && event.host === host ? [`${event.task.name}: ${event.outcome.kind}`] : []);
}

/** What came of a task on a host. */
export function outcomeOf({ events }: Played, host: string, task: string): Outcome | undefined {
  return events.flatMap((event) => event.type === "task-end" && event.host === host && event.task.name === task ? [event.outcome] : [])[0];
}

/** The numbers of a host that are not 0. */
export function recapOf({ events }: Played, host: string): Partial<HostRecap> {
  const end = events.find((event): event is Extract<Event, { type: "run-end" }> => event.type === "run-end");
  const found = end?.recap.find((each) => each.host === host);
  return Object.fromEntries(Object.entries(found ?? {}).filter(([key, value]) => key !== "host" && value !== 0 && value !== false && !(Array.isArray(value) && value.length === 0)));
}
