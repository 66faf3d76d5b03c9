import type { Mask } from "#engine/core/mask.js";
import { withKeyring } from "#engine/load/vault/ambient.js";
import { complain } from "../complain.js";
import { exitCodes } from "../exit-codes.js";
import { openKeyring } from "./keyring-of.js";
import type { VaultArguments } from "./options.js";
import { vaultSources } from "./sources.js";
import { warn } from "../warn.js";

/** Does the work of a command with the vault passwords of its options; without any, encrypted files and values are errors where they are used. */
export async function withVault(options: VaultArguments, mask: Mask, work: () => Promise<void>): Promise<void> {
  const sources = vaultSources(options, process.env);
  if (sources.length === 0) { await work(); return; }
  const opened = await openKeyring(sources, { mask, fresh: false });
  if (opened.ok) {
    await warn(opened.value.warnings);
    await withKeyring(opened.value.keyring, work);
  } else if (opened.error === "interrupted") process.exitCode = exitCodes.interrupted;
  else await complain([opened.error]);
}
