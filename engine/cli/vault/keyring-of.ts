import { asWarning, problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Keyring } from "#engine/load/vault/keyring.js";
import { VaultPassword } from "#engine/load/vault/password.js";
import { askPassword, type PasswordProblem } from "../read-password.js";
import { passwordFrom } from "./password-file.js";
import type { VaultSource } from "./sources.js";

/** The passwords that could be had, and why others could not. */
export interface OpenedSources {
  readonly keyring: Keyring;
  readonly warnings: readonly Diagnostic[];
}

/** How passwords are asked for. */
export interface Asking {
  readonly mask: Mask;
  /** New ones are asked for twice. */
  readonly fresh: boolean;
}

/**
 * Fetches the vault passwords in order. As in Ansible a file that gives none is only a warning while another one gives one:
 * not everybody has the password of everything.
 */
export async function openKeyring(sources: readonly VaultSource[], { mask, fresh }: Asking): Promise<Result<OpenedSources, PasswordProblem>> {
  const passwords: VaultPassword[] = [];
  const problems: Diagnostic[] = [];
  for (const source of sources) {
    const bytes = source.kind === "prompt" ? await typed(source.title, fresh) : passwordFrom(source, new Keyring(passwords));
    if (bytes.ok) passwords.push(new VaultPassword(source.id, bytes.value));
    else if (source.kind === "prompt") return err(bytes.error);
    else if (bytes.error !== "interrupted") problems.push(bytes.error);
  }
  const [first] = problems;
  if (passwords.length === 0 && first !== undefined) return err(first);
  for (const password of passwords) mask.add(password.secret());
  return ok({ keyring: new Keyring(passwords, (secret) => { mask.add(secret); }), warnings: problems.map(asWarning) });
}

async function typed(title: string, fresh: boolean): Promise<Result<Secret, PasswordProblem>> {
  const first = await asked(fresh ? `New ${lowerFirst(title)}` : title);
  if (!first.ok || !fresh) return first;
  const second = await asked(`Confirm new ${lowerFirst(title)}`);
  if (!second.ok || second.value.equals(first.value)) return second;
  return err(problemAt("passwords-differ", "the two passwords are not the same", { hint: "Nothing was written; try again" }));
}

async function asked(title: string): Promise<Result<Secret, PasswordProblem>> {
  const answer = await askPassword(title, ELSEWHERE);
  if (!answer.ok) return answer;
  const password = answer.value.derive((text) => text.trim());
  return password.equals(new Secret("")) ? err(problemAt("empty-password", "the vault password is empty", { hint: "An empty password protects nothing" })) : ok(password);
}

const ELSEWHERE = "Name a file with --vault-password-file, or set ANSIBLE_VAULT_PASSWORD_FILE";

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
