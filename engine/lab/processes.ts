import { readdir, readFile } from "node:fs/promises";
import { waitFor } from "./system.js";

/** The processes that make a host live. */
export interface HostProcesses {
  readonly name: string;
  /** The shell that started systemd-nspawn, and starts it again after a reboot: the host is up as long as this is there. */
  readonly launcher?: number;
  /** systemd-nspawn itself. */
  readonly supervisor?: number;
  /** The host's own PID 1, by its number on this machine. Lives on when the supervisor is killed. */
  readonly leader?: number;
}

const marker = "TSPLAY_LAB";

/** The word for systemd-nspawn by which a host's processes are known again later, by another run. */
export function markerFor(name: string): string {
  return `--setenv=${marker}=${name}`;
}

/** The hosts that have a process on this machine, whoever started them. */
export async function findProcesses(): Promise<HostProcesses[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = (await Promise.all(pids.map(identify))).filter((each) => each !== undefined);
  const names = [...new Set(found.map((each) => each.name))];
  return names.map((name) => found.filter((each) => each.name === name).reduce((all, each) => ({ ...all, ...each })));
}

/** Kills (SIGKILL) a host: with its PID 1 the kernel ends every process in it. False when something is left after 10 s. */
export async function killProcesses(processes: HostProcesses): Promise<boolean> {
  // The launcher first: it must not start what ends again.
  const pids = [processes.launcher, processes.supervisor, processes.leader].filter((pid) => pid !== undefined);
  for (const pid of pids) signal(pid, "SIGKILL");
  return await waitFor(async () => (await Promise.all(pids.map(isRunning))).includes(true) ? undefined : true, 10, 20) ?? false;
}

/** The processes by what /proc tells of one: its arguments, its environment, its numbers in the namespaces; undefined when it is none of ours. */
export function classify(pid: number, cmdline: string, environ: string, status: string): HostProcesses | undefined {
  const words = cmdline.split("\0");
  const mark = words.find((word) => word.startsWith(markerFor("")));
  if (mark !== undefined) return starter(pid, words[0] ?? "", mark.slice(markerFor("").length));
  const variable = environ.split("\0").find((line) => line.startsWith(`${marker}=`));
  if (variable === undefined || !/^NSpid:\s+\d+\s+(\d+\s+)*1$/m.test(status)) return undefined;
  return { name: variable.slice(marker.length + 1), leader: pid };
}

function starter(pid: number, program: string, name: string): HostProcesses | undefined {
  if (/(^|\/)systemd-nspawn$/.test(program)) return { name, supervisor: pid };
  return program === "sh" ? { name, launcher: pid } : undefined;
}

async function identify(pid: number): Promise<HostProcesses | undefined> {
  const [cmdline, environ, status] = await Promise.all(["cmdline", "environ", "status"].map((file) => procFile(pid, file)));
  return classify(pid, cmdline ?? "", environ ?? "", status ?? "");
}

async function isRunning(pid: number): Promise<boolean> {
  const status = await procFile(pid, "status");
  // A zombie holds nothing any more; who reaps it is not our affair.
  return status !== "" && !/^State:\s+[ZX]/m.test(status);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}

function procFile(pid: number, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
}
