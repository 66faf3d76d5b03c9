import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Keyring } from "#engine/load/vault/keyring.js";
import type { VaultPassword } from "#engine/load/vault/password.js";
import { complain } from "../complain.js";
import { openAll } from "./commands.js";
import { readInputs } from "./input.js";
import type { VaultArguments } from "./options.js";
import { passwordsOf, passwordToEncrypt } from "./passwords.js";
import { PrivateFile } from "./private-file.js";
import { replaceFile } from "./replace-file.js";
import { runEditor } from "./run-editor.js";

/** The options of edit and create. */
export interface EditArguments extends VaultArguments {
  readonly encryptVaultId?: string;
}

/** Does `tsplay vault edit`: one file after the other. A file that was not changed is not written. */
export async function editFiles(names: readonly string[], options: EditArguments, mask: Mask): Promise<void> {
  const inputs = await readInputs(names);
  if (!inputs.ok) { await complain(inputs.error); return; }
  const opened = await openAll(inputs.value, options, mask);
  if (opened === undefined) return;
  for (const { input, content } of opened.files) {
    const chosen = options.encryptVaultId === undefined ? ok(content.password) : passwordToEncrypt(opened.keyring, options.encryptVaultId);
    if (!chosen.ok) { await complain([chosen.error]); return; }
    const sealing = { keyring: opened.keyring, password: chosen.value, id: options.encryptVaultId ?? content.id };
    const done = await edited(input.file?.path ?? input.name, content.bytes, sealing);
    if (!done.ok) { await complain([done.error]); return; }
  }
}

/** Does `tsplay vault create`. */
export async function createFile(name: string, options: EditArguments, mask: Mask): Promise<void> {
  if (existsSync(name)) { await complain([problemAt("file-exists", `${name} is there already`, { hint: `Change it with: tsplay vault edit ${name}` })]); return; }
  const keyring = await passwordsOf(options, mask, true);
  if (keyring === undefined) return;
  const password = passwordToEncrypt(keyring, options.encryptVaultId);
  if (!password.ok) { await complain([password.error]); return; }
  mkdirSync(dirname(name), { recursive: true });
  const done = await edited(name, new Uint8Array(), { keyring, password: password.value, id: password.value.id });
  if (!done.ok) await complain([done.error]);
}

interface Sealing {
  readonly keyring: Keyring;
  readonly password: VaultPassword;
  readonly id: string | undefined;
}

/** Edits plain text and writes it encrypted. Whatever happens, the plain text is cleared away. */
async function edited(path: string, before: Uint8Array, { keyring, password, id }: Sealing): Promise<Result<undefined, Diagnostic>> {
  const file = new PrivateFile(path, before);
  try {
    const done = await runEditor(file.path, process.env);
    if (!done.ok) return done;
    const after = file.read();
    if (after === undefined) return err(problemAt("editor-failed", "the editor removed the file", { hint: "Nothing was written" }));
    if (Buffer.from(before).equals(after)) return ok(undefined);
    return replaceFile(path, Buffer.from(keyring.seal(after, password, { id })), { mode: 0o600 });
  } finally {
    file.destroy();
  }
}
