import { spawn } from "node:child_process";
import type { Command } from "commander";
import type { HostSpec, HostState, LabFailure } from "#engine/lab/lab.js";

const couldNot = 1;
const wrongWords = 4;

/** Adds `tsplay lab up | status | ssh | down`. The lab itself is loaded only when one of them runs. */
export function registerLab(program: Command): void {
  const lab = program.command("lab").description("throw-away real Debian hosts on this machine, for rehearsals (needs root on Debian)").enablePositionalOptions();
  lab.command("up").description("bring lab hosts up; those that are up stay as they are")
    .argument("[hosts...]", "app1, db1; all of them when none is named")
    .option("--fresh", "make them anew: an empty disk, new SSH host keys")
    .option("--release <name>", "Debian release: bookworm (12) or trixie (13)")
    .action(async (names: string[], options: { fresh?: true; release?: string }) => { await up(names, options); });
  lab.command("status").description("list the lab's hosts").action(status);
  lab.command("ssh").description("log in on a lab host as root, or run a command there")
    .argument("<host>").argument("[command...]").passThroughOptions()
    .action(async (host: string, command: string[]) => { await logIn(host, command); });
  lab.command("down").description("end lab hosts and remove all there is of them")
    .argument("[hosts...]", "all of them when none is named")
    .action(async (names: string[]) => { await down(names); });
}

async function up(names: readonly string[], options: { readonly fresh?: true; readonly release?: string }): Promise<void> {
  const lab = await import("#engine/lab/lab.js");
  const { release } = options;
  if (release !== undefined && !lab.isRelease(release)) { await complain({ reason: "bad-input", message: `There is no release "${release}" in the lab.`, hint: `Use ${lab.releases.join(" or ")}.` }); return; }
  const chosen = lab.chooseHosts(names, lab.defaultTopology);
  if (!chosen.ok) { await complain(chosen.error); return; }
  const hosts = chosen.value.map((host): HostSpec => release === undefined ? host : { ...host, release });
  const done = await lab.up({ hosts, fresh: options.fresh ?? false, say });
  if (!done.ok) { await complain(done.error); return; }
  for (const host of done.value.filter((each) => !each.created)) say(`${host.name} is up at ${host.address} (${host.release}), as it was`);
}

async function status(): Promise<void> {
  const lab = await import("#engine/lab/lab.js");
  const states = await lab.status();
  if (!states.ok) { await complain(states.error); return; }
  const absent = lab.defaultTopology.filter((host) => !states.value.some((each) => each.name === host.name));
  for (const state of states.value) say(describe(state));
  for (const host of absent) say(row(host.name, "down", host.address, ""));
}

async function logIn(name: string, command: readonly string[]): Promise<void> {
  const lab = await import("#engine/lab/lab.js");
  const line = await lab.sshCommand(name);
  if (!line.ok) { await complain(line.error); return; }
  const [program = "ssh", ...args] = line.value;
  const child = spawn(program, [...args, ...command], { stdio: "inherit" });
  process.exitCode = await new Promise<number>((resolve) => {
    child.on("error", () => { resolve(couldNot); });
    child.on("close", (code) => { resolve(code ?? couldNot); });
  });
}

async function down(names: readonly string[]): Promise<void> {
  const lab = await import("#engine/lab/lab.js");
  const states = await lab.status();
  if (!states.ok) { await complain(states.error); return; }
  const present = states.value.map(({ name, description }): HostSpec => description ?? { name, release: "bookworm", address: "" });
  const chosen = lab.chooseHosts(names, [...present, ...lab.defaultTopology]);
  const done = chosen.ok ? await lab.down(names, say) : chosen;
  if (!done.ok) await complain(done.error);
}

function describe({ name, state, description }: HostState): string {
  return row(name, state, description?.address ?? "", description?.release ?? "");
}

function row(name: string, state: string, address: string, release: string): string {
  return `${name.padEnd(13)} ${state.padEnd(9)} ${address.padEnd(16)} ${release}`.trimEnd();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function complain(failure: LabFailure): Promise<void> {
  const { describeFailure } = await import("#engine/lab/lab.js");
  process.stderr.write(`${describeFailure(failure)}\n`);
  process.exitCode = failure.reason === "bad-input" ? wrongWords : couldNot;
}
