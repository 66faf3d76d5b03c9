import type { Diagnostic } from "#engine/core/diagnostic.js";
import { problemAt } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isVaulted } from "#engine/core/vault/envelope.js";
import type { Keyring, Opened } from "#engine/load/vault/keyring.js";
import type { VaultPassword } from "#engine/load/vault/password.js";
import { complain } from "../complain.js";
import { allOf, encryptedInput, openInput, readInputs, type Input } from "./input.js";
import type { VaultArguments } from "./options.js";
import { fetched, passwordsOf, passwordToEncrypt } from "./passwords.js";
import { replaceFile } from "./replace-file.js";
import { PROMPT, sourceOf, type VaultSource } from "./sources.js";

/** The options of encrypt and decrypt. */
export interface FileArguments extends VaultArguments {
  readonly output?: string;
  readonly encryptVaultId?: string;
}

/** The options of rekey. */
export interface RekeyArguments extends VaultArguments {
  readonly encryptVaultId?: string;
  readonly newVaultId?: string;
  readonly newVaultPasswordFile?: string;
}

/** Does `tsplay vault encrypt`. Nothing is written before all files could be read and encrypted. */
export async function encryptFiles(names: readonly string[], options: FileArguments, mask: Mask): Promise<void> {
  const inputs = await inputsOf(names, options);
  if (inputs === undefined) return;
  const plain = allOf(inputs.map((input) => isVaulted(input.bytes) ? err(problemAt("already-encrypted", `${input.name} is encrypted already`, { hint: "Nothing was written. To give it another password: tsplay vault rekey" })) : ok(input)));
  if (!plain.ok) { await complain(plain.error); return; }
  const keyring = await passwordsOf(options, mask, true);
  if (keyring === undefined) return;
  const password = passwordToEncrypt(keyring, options.encryptVaultId);
  if (!password.ok) { await complain([password.error]); return; }
  await write(plain.value.map((input) => ({ input, bytes: sealed(keyring, password.value, input.bytes) })), { output: options.output, overwrite: true });
}

/** Does `tsplay vault decrypt`. Nothing is written before all files could be decrypted. */
export async function decryptFiles(names: readonly string[], options: FileArguments, mask: Mask): Promise<void> {
  const inputs = await inputsOf(names, options);
  const opened = inputs === undefined ? undefined : await openAll(inputs, options, mask);
  if (opened !== undefined) await write(opened.files.map(({ input, content }) => ({ input, bytes: content.bytes })), { output: options.output, overwrite: false });
}

/** Does `tsplay vault rekey`: another password, and its vault id. */
export async function rekeyFiles(names: readonly string[], options: RekeyArguments, mask: Mask): Promise<void> {
  const inputs = await inputsOf(names, {});
  const opened = inputs === undefined ? undefined : await openAll(inputs, options, mask);
  if (opened === undefined) return;
  const source = newSource(options);
  const fresh = source === undefined ? opened.keyring : await fetched([source], mask, true);
  if (fresh === undefined) return;
  const password = source === undefined ? passwordToEncrypt(fresh, options.encryptVaultId) : firstOf(fresh);
  if (!password.ok) { await complain([password.error]); return; }
  await write(opened.files.map(({ input, content }) => ({ input, bytes: sealed(fresh, password.value, content.bytes) })), { output: undefined, overwrite: false });
}

/** Where the new password comes from; undefined: from the passwords that are given, by --encrypt-vault-id. */
function newSource({ newVaultId, newVaultPasswordFile, encryptVaultId }: RekeyArguments): VaultSource | undefined {
  if (newVaultId !== undefined) return sourceOf(newVaultId);
  if (newVaultPasswordFile !== undefined) return { kind: "file", id: "default", path: newVaultPasswordFile };
  return encryptVaultId === undefined ? PROMPT : undefined;
}

function firstOf({ passwords: [first] }: Keyring): Result<VaultPassword, Diagnostic> {
  return first === undefined ? err(problemAt("vault-no-password", "there is no new password")) : ok(first);
}

async function inputsOf(names: readonly string[], { output }: FileArguments): Promise<readonly Input[] | undefined> {
  if (output !== undefined && names.length > 1) {
    await complain([problemAt("bad-option", "--output takes the result of one file, and there are several", { hint: "Leave --output out to change the files where they are" })]);
    return undefined;
  }
  const inputs = await readInputs(names.length === 0 ? ["-"] : names);
  if (inputs.ok) return inputs.value;
  await complain(inputs.error);
  return undefined;
}

/** Encrypted inputs with what they hold. */
interface OpenedFiles {
  readonly keyring: Keyring;
  readonly files: readonly { readonly input: Input; readonly content: Opened }[];
}

/** Opens every input; undefined: what was wrong has been told. */
export async function openAll(inputs: readonly Input[], options: VaultArguments, mask: Mask): Promise<OpenedFiles | undefined> {
  const encrypted = allOf(inputs.map(encryptedInput));
  if (!encrypted.ok) { await complain(encrypted.error); return undefined; }
  const keyring = await passwordsOf(options, mask);
  if (keyring === undefined) return undefined;
  const files = allOf(inputs.map((input): Result<OpenedFiles["files"][number], Diagnostic> => {
    const content = openInput(input, keyring);
    return content.ok ? ok({ input, content: content.value }) : content;
  }));
  if (files.ok) return { keyring, files: files.value };
  await complain(files.error);
  return undefined;
}

function sealed(keyring: Keyring, password: VaultPassword, bytes: Uint8Array): Uint8Array {
  return Buffer.from(keyring.seal(bytes, password, { id: password.id }));
}

interface Written {
  readonly input: Input;
  readonly bytes: Uint8Array;
}

async function write(results: readonly Written[], { output, overwrite }: { output: string | undefined; overwrite: boolean }): Promise<void> {
  for (const { input, bytes } of results) {
    const target = output ?? input.file?.path ?? "-";
    if (target === "-") { process.stdout.write(bytes); continue; }
    const done = replaceFile(target, bytes, { mode: 0o600, overwrite: overwrite && output === undefined });
    if (!done.ok) { await complain([done.error]); return; }
  }
}
