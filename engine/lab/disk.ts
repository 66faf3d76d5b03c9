import { mkdir, readFile } from "node:fs/promises";
import { err, ok, type Result } from "#engine/core/result.js";
import { stepFailed, type LabFailure } from "./failure.js";
import { hostsDirectory, type HostPaths } from "./paths.js";
import { must, run } from "./system.js";

/** One line of /proc/self/mountinfo, proc_pid_mountinfo(5). */
export interface Mount {
  readonly point: string;
  readonly type: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Mounts the disk of a host: what it writes goes to `upper`, what it reads comes from there and then from the layers. */
export async function mountDisk(paths: HostPaths, layers: readonly string[]): Promise<Result<string, LabFailure>> {
  await Promise.all([paths.upper, paths.work, paths.root].map((path) => mkdir(path, { recursive: true, mode: 0o755 })));
  const options = `lowerdir=${layers.join(":")},upperdir=${paths.upper},workdir=${paths.work}`;
  // volatile: a lab disk need not outlive a power cut, and without waiting for the real disk packages install far faster.
  const fast = await run(["mount", "-t", "overlay", "overlay", "-o", `${options},volatile`, paths.root]);
  if (fast.code === 0) return ok(paths.root);
  return must("mount a host's disk", ["mount", "-t", "overlay", "overlay", "-o", options, paths.root]);
}

/** Unmounts everything at or below the folder, the innermost first. */
export async function unmountBelow(folder: string): Promise<Result<undefined, LabFailure>> {
  const points = (await readMounts()).map((mount) => mount.point).filter((point) => point === folder || point.startsWith(`${folder}/`));
  for (const point of points.reverse()) {
    const ran = await run(["umount", point]);
    // A process of this machine stands in the tree: detach it, so that the name is free.
    if (ran.code !== 0) await run(["umount", "--lazy", point]);
  }
  const left = (await readMounts()).find((mount) => mount.point === folder || mount.point.startsWith(`${folder}/`));
  return left === undefined ? ok(undefined) : err(stepFailed(`Could not unmount ${left.point}.`));
}

/** The names of hosts that have something mounted. */
export async function mountedHosts(): Promise<string[]> {
  const points = (await readMounts()).map((mount) => mount.point).filter((point) => point.startsWith(`${hostsDirectory}/`));
  return [...new Set(points.map((point) => point.slice(hostsDirectory.length + 1).split("/")[0] ?? ""))];
}

/** The folders that are a lower layer of some overlay now. */
export async function layersInUse(): Promise<Set<string>> {
  return new Set((await readMounts()).filter((mount) => mount.type === "overlay").flatMap((mount) => (mount.options["lowerdir"] ?? "").split(":")));
}

/** The text of /proc/self/mountinfo as values. */
export function parseMounts(text: string): Mount[] {
  return text.split("\n").filter((line) => line !== "").map((line) => {
    const [left = "", right = ""] = line.split(" - ");
    const [type = "", , options = ""] = right.split(" ");
    const pairs = options.split(",").map((option) => option.split("=", 2)).map(([key = "", value = ""]) => [key, value] as const);
    return { point: unescape(left.split(" ")[4] ?? ""), type, options: Object.fromEntries(pairs) };
  });
}

async function readMounts(): Promise<Mount[]> {
  return parseMounts(await readFile("/proc/self/mountinfo", "utf8"));
}

function unescape(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_whole, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
