import { spawnSync } from "node:child_process";
import type { Mask } from "#engine/core/mask.js";
import { complain } from "../complain.js";
import { openAll } from "./commands.js";
import { readInputs } from "./input.js";
import type { VaultArguments } from "./options.js";

/** Does `tsplay vault view`: to standard output, through $PAGER on a terminal. */
export async function viewFiles(names: readonly string[], options: VaultArguments, mask: Mask): Promise<void> {
  const inputs = await readInputs(names);
  if (!inputs.ok) { await complain(inputs.error); return; }
  const opened = await openAll(inputs.value, options, mask);
  for (const { content } of opened?.files ?? []) show(content.bytes);
}

function show(bytes: Uint8Array): void {
  if (!process.stdout.isTTY || !paged(bytes)) process.stdout.write(bytes);
}

/** Whether a pager showed it. */
function paged(bytes: Uint8Array): boolean {
  const pager = process.env["PAGER"] ?? "less";
  // FRX: ends by itself when all fits on a screen, and leaves it there; LESSSECURE: no shell, no log files, no history
  const { status, error } = spawnSync("/bin/sh", ["-c", pager], { input: bytes, stdio: ["pipe", "inherit", "inherit"], env: { LESS: "FRX", ...process.env, LESSSECURE: "1" } });
  return error === undefined && status === 0;
}
