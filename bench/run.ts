import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOOKS, PLAYBOOK, TASKS } from "./playbook.js";
import { host, known, key, prepare } from "./host.js";

/** Counted rounds; one more before them warms everything up. */
const ROUNDS = 5;

/** The project's goals for a converged run. */
const GOALS = { ansible: 25, mitogen: 10, floor: 2 } as const;

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Proof in what it prints that nothing was changed and nothing failed. */
  readonly converged: RegExp;
}

const folder = mkdtempSync(join(tmpdir(), "tsplay-bench-"));
const playbook = join(folder, "converged.yml");
const inventory = join(folder, "hosts.yml");
const settings = join(folder, "ansible.cfg"); // empty, so that no settings of the machine count
writeFileSync(playbook, PLAYBOOK);
writeFileSync(settings, "");
const sshOptions = ["-i", key, "-o", `UserKnownHostsFile=${known}`, "-o", "BatchMode=yes"];

const ansible = { ANSIBLE_PIPELINING: "1", ANSIBLE_CONFIG: settings, ANSIBLE_SSH_ARGS: `-o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=${known}`, ANSIBLE_NOCOLOR: "1" };
const tsplay = ["node", "dist/bin/tsplay.js", "run", playbook, "-i", inventory];
const play = ["ansible-playbook", "-i", inventory, playbook];

const contenders: readonly Contender[] = [
  { name: "floor (ssh host sh)", command: ["ssh", ...sshOptions, `root@${host.address}`, "sh"], input: LOOKS, converged: /install/ },
  { name: "tsplay", command: tsplay, converged: /changed=0/ },
  ...(installed("ansible-playbook") ? [{ name: "Ansible, pipelining", command: play, env: ansible, converged: /changed=0 +unreachable=0 +failed=0/ }] : []),
  ...(mitogen() === undefined ? [] : [{ name: "Ansible, Mitogen", command: play, converged: /changed=0 +unreachable=0 +failed=0/, env: { ...ansible, ANSIBLE_STRATEGY: "mitogen_linear", ANSIBLE_STRATEGY_PLUGINS: mitogen() ?? "" } }]),
];

await main();

async function main(): Promise<void> {
  say(`Preparing ${host.name} (${host.address}) ...`);
  await prepare(inventory, [...tsplay, "--tags", "all,prepare"]);
  const seconds = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const contender of contenders) {
      const took = time(contender);
      if (round > 0) seconds.get(contender.name)?.push(took);
    }
  }
  rmSync(folder, { recursive: true });
  report(new Map([...seconds].map(([name, all]) => [name, median(all)])));
}

function time({ name, command, env, input, converged }: Contender): number {
  const [program = "", ...args] = command;
  const start = process.hrtime.bigint();
  const done = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, ...env }, ...(input !== undefined && { input }) });
  const took = Number(process.hrtime.bigint() - start) / 1e9;
  if (done.status !== 0 || !converged.test(done.stdout)) {
    throw new Error(`${name} did not find everything as it should be (exit code ${String(done.status)}):\n${done.stdout}\n${done.stderr}`);
  }
  return took;
}

function report(medians: ReadonlyMap<string, number>): void {
  const ours = medians.get("tsplay") ?? Number.NaN;
  say(`\nA converged playbook of ${TASKS} tasks, median of ${ROUNDS} runs in turn:`);
  for (const [name, took] of medians) say(`  ${name.padEnd(22)} ${took.toFixed(2).padStart(6)} s   ${(took / ours).toFixed(2).padStart(6)} x tsplay`);
  judge("Ansible, pipelining", `at least ${GOALS.ansible} x faster`, medians, (theirs) => theirs / ours >= GOALS.ansible);
  judge("Ansible, Mitogen", `at least ${GOALS.mitogen} x faster`, medians, (theirs) => theirs / ours >= GOALS.mitogen);
  judge("floor (ssh host sh)", `within ${GOALS.floor} x`, medians, (theirs) => ours / theirs <= GOALS.floor);
}

function judge(name: string, goal: string, medians: ReadonlyMap<string, number>, met: (theirs: number) => boolean): void {
  const theirs = medians.get(name);
  if (theirs === undefined) say(`  ${name}: not installed here, so not measured (Debian packages ansible, ansible-mitogen)`);
  else say(`  ${name}: the goal is ${goal}: ${met(theirs) ? "met" : "NOT met"}`);
  if (theirs !== undefined && !met(theirs)) process.exitCode = 1;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function installed(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

/** Where Debian's ansible-mitogen package keeps its strategy plugins. */
function mitogen(): string | undefined {
  const found = spawnSync("sh", ["-c", "dpkg -L ansible-mitogen 2>/dev/null | grep '/ansible_mitogen/plugins/strategy$'"], { encoding: "utf8" }).stdout.trim();
  return found === "" ? undefined : found;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
