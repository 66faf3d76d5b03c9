import { readFile, rm, writeFile } from "node:fs/promises";
import { ok, type Result } from "#engine/core/result.js";
import type { LabFailure } from "./failure.js";
import { machineFile } from "./paths.js";
import { must, run, waitFor } from "./system.js";
import { network } from "./topology.js";

const forwardFile = "/proc/sys/net/ipv4/ip_forward";

/** iptables(8) rules without their -A/-D; all of them name the bridge, by which they are known as ours. */
const rules: readonly (readonly string[])[] = [
  ["nat", "POSTROUTING", "-s", network.range, "!", "-o", network.bridge, "-j", "MASQUERADE"],
  // A machine that drops what it forwards by default (Docker makes it so) would cut the hosts off.
  ["filter", "FORWARD", "-i", network.bridge, "-j", "ACCEPT"],
  ["filter", "FORWARD", "-o", network.bridge, "-j", "ACCEPT"],
];

/** The machine's side of a host's network cable; systemd-nspawn(1) names it so. */
export function cableOf(name: string): string {
  return `vb-${name}`;
}

/** Makes the bridge, its address, the way out and forwarding, each unless it is there already. */
export async function makeNetwork(): Promise<Result<undefined, LabFailure>> {
  const bridge = await makeBridge();
  if (!bridge.ok) return bridge;
  for (const [table = "", chain = "", ...match] of rules) {
    if ((await run(["iptables", "-w", "-t", table, "-C", chain, ...match])).code === 0) continue;
    const added = await must("let the lab hosts reach the network", ["iptables", "-w", "-t", table, "-I", chain, ...match]);
    if (!added.ok) return added;
  }
  const before = (await readFile(forwardFile, "utf8")).trim();
  if (before !== "1") {
    await writeFile(machineFile, `${JSON.stringify({ forward: before })}\n`);
    await writeFile(forwardFile, "1");
  }
  return ok(undefined);
}

/** Takes away all that makeNetwork() made, also when another run made it, and sets forwarding as it was. */
export async function removeNetwork(): Promise<void> {
  for (const [table = "", chain = "", ...match] of rules) {
    // A run that was killed between looking and adding may have left a rule twice.
    while ((await run(["iptables", "-w", "-t", table, "-D", chain, ...match])).code === 0);
  }
  await run(["ip", "link", "delete", network.bridge]);
  const saved = /"forward":"(\d)"/.exec(await readFile(machineFile, "utf8").catch(() => ""))?.[1];
  if (saved !== undefined) await writeFile(forwardFile, saved);
  await rm(machineFile, { force: true });
}

/** Removes a host's cable when its end left it behind; the kernel does so by itself, but late. */
export async function removeCable(name: string): Promise<void> {
  await run(["ip", "link", "delete", cableOf(name)]);
  await waitFor(async () => (await run(["ip", "link", "show", cableOf(name)])).code === 0 ? undefined : true, 5, 20);
}

/** Pulls a host's cable, or plugs it in: no answer at all comes from the host meanwhile, as with a dead switch. */
export async function setCable(name: string, state: "up" | "down"): Promise<Result<undefined, LabFailure>> {
  const set = await must(`set the network of ${name} ${state}`, ["ip", "link", "set", cableOf(name), state]);
  return set.ok ? ok(undefined) : set;
}

async function makeBridge(): Promise<Result<undefined, LabFailure>> {
  const { bridge, gateway, prefix } = network;
  const lines = [
    ...(await run(["ip", "link", "show", bridge])).code === 0 ? [] : [["ip", "link", "add", bridge, "type", "bridge"]],
    // "replace" adds the address, or leaves it as it is.
    ["ip", "address", "replace", `${gateway}/${prefix}`, "dev", bridge],
    ["ip", "link", "set", bridge, "up"],
  ];
  for (const line of lines) {
    const done = await must("make the lab's network bridge", line);
    if (!done.ok) return done;
  }
  return ok(undefined);
}
