import type { VaultArguments } from "./options.js";

/** Where one vault password comes from. */
export type VaultSource =
  | { readonly kind: "prompt"; readonly id: string; readonly title: string }
  | { readonly kind: "file"; readonly id: string; readonly path: string };

/** The id of passwords that were given none. */
const DEFAULT = "default";

/**
 * All sources in Ansible's order: ANSIBLE_VAULT_IDENTITY_LIST, --vault-id, --vault-password-file, ANSIBLE_VAULT_PASSWORD_FILE,
 * --ask-vault-pass ("Ansible Configuration Settings" and the guide on vault ids).
 */
export function vaultSources(options: VaultArguments, env: NodeJS.ProcessEnv): readonly VaultSource[] {
  const list = (env["ANSIBLE_VAULT_IDENTITY_LIST"] ?? "").split(",").map((each) => each.trim()).filter((each) => each !== "");
  const named = [...list, ...options.vaultId ?? []].map(sourceOf);
  const variable = env["ANSIBLE_VAULT_PASSWORD_FILE"] ?? "";
  const files = [...options.vaultPasswordFile ?? [], ...options.vaultPassFile ?? [], ...(variable === "" ? [] : [variable])];
  const asked = options.askVaultPass === true || options.askVaultPassword === true;
  return [...named, ...files.map((path): VaultSource => ({ kind: "file", id: DEFAULT, path })), ...(asked ? [PROMPT] : [])];
}

/** What --ask-vault-pass does, and commands about vaults do when they are given no password. */
export const PROMPT: VaultSource = { kind: "prompt", id: DEFAULT, title: "Vault password" };

/** One --vault-id: `label@source`, or a source alone. */
export function sourceOf(text: string): VaultSource {
  const at = text.indexOf("@");
  const id = at <= 0 ? DEFAULT : text.slice(0, at);
  const path = text.slice(at + 1);
  return path === "prompt" || path === "prompt_ask_vault_pass" ? { kind: "prompt", id, title: `Vault password (${id})` } : { kind: "file", id, path };
}
