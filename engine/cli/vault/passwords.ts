import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { Keyring } from "#engine/load/vault/keyring.js";
import type { VaultPassword } from "#engine/load/vault/password.js";
import { complain } from "../complain.js";
import { exitCodes } from "../exit-codes.js";
import { openSettings } from "../open-settings.js";
import { vaultOf } from "../settled-options.js";
import { warn } from "../warn.js";
import { openKeyring } from "./keyring-of.js";
import type { VaultArguments } from "./options.js";
import { PROMPT, vaultSources, type VaultSource } from "./sources.js";

/** The passwords of a `tsplay vault` command, from its options or the project's settings; they are asked for where none are given. undefined: what was wrong has been told. */
export async function passwordsOf(options: VaultArguments, mask: Mask, fresh = false): Promise<Keyring | undefined> {
  const settings = await openSettings();
  if (settings === undefined) return undefined;
  const sources = vaultSources({ ...options, ...vaultOf(options, settings) }, process.env);
  return fetched(sources.length === 0 ? [PROMPT] : sources, mask, fresh);
}

/** The same from sources that are known. */
export async function fetched(sources: readonly VaultSource[], mask: Mask, fresh: boolean): Promise<Keyring | undefined> {
  const opened = await openKeyring(sources, { mask, fresh });
  if (opened.ok) {
    await warn(opened.value.warnings);
    return opened.value.keyring;
  }
  if (opened.error === "interrupted") process.exitCode = exitCodes.interrupted;
  else await complain([opened.error]);
  return undefined;
}

/** The password to encrypt with: the one of --encrypt-vault-id (or ANSIBLE_VAULT_ENCRYPT_IDENTITY), else the only one there is. */
export function passwordToEncrypt({ passwords }: Keyring, wanted: string | undefined): Result<VaultPassword, Diagnostic> {
  const variable = process.env["ANSIBLE_VAULT_ENCRYPT_IDENTITY"];
  const id = wanted ?? (variable === "" ? undefined : variable);
  const ids = [...new Set(passwords.map((each) => each.id))];
  if (id !== undefined) return byId(passwords, id, ids);
  const [first, second] = ids;
  if (second !== undefined) return err(problemAt("vault-id-needed", `there are passwords for several vault ids: ${ids.join(", ")}`, { hint: `Say which one to encrypt with: --encrypt-vault-id ${first ?? second}` }));
  return byId(passwords, first ?? "", ids);
}

function byId(passwords: readonly VaultPassword[], id: string, ids: readonly string[]): Result<VaultPassword, Diagnostic> {
  const found = passwords.find((each) => each.id === id);
  if (found !== undefined) return ok(found);
  return err(problemAt("unknown-vault-id", `there is no password for the vault id "${id}"`, { hint: didYouMean(id, ids) ?? `Give it with --vault-id ${id}@FILE; there are passwords for: ${ids.join(", ")}` }));
}
