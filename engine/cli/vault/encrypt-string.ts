import { createInterface } from "node:readline/promises";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { complain } from "../complain.js";
import { exitCodes } from "../exit-codes.js";
import { askPassword, type PasswordProblem } from "../read-password.js";
import { standardInput } from "./input.js";
import type { VaultArguments } from "./options.js";
import { passwordsOf, passwordToEncrypt } from "./passwords.js";
import { replaceFile } from "./replace-file.js";
import { vaultYaml } from "./vault-yaml.js";

/** The options of encrypt-string. */
export interface StringArguments extends VaultArguments {
  readonly name?: readonly string[];
  readonly stdinName?: string;
  readonly prompt?: true;
  readonly showInput?: true;
  readonly output?: string;
  readonly encryptVaultId?: string;
}

/** A text to encrypt, and the variable that it is for. */
interface Named {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
}

/** Does `tsplay vault encrypt-string`: a `!vault` value of YAML for every text, to be pasted into a file of variables. */
export async function encryptStrings(texts: readonly string[], options: StringArguments, mask: Mask): Promise<void> {
  const named = await gathered(texts, options);
  if (!named.ok) { await tell(named.error); return; }
  const keyring = await passwordsOf(options, mask, true);
  if (keyring === undefined) return;
  const password = passwordToEncrypt(keyring, options.encryptVaultId);
  if (!password.ok) { await complain([password.error]); return; }
  const yaml = named.value.map(({ name, bytes }) => vaultYaml(name, keyring.seal(bytes, password.value, { id: password.value.id }))).join("");
  if (options.output === undefined || options.output === "-") { process.stdout.write(yaml); return; }
  const done = replaceFile(options.output, Buffer.from(yaml), { mode: 0o600 });
  if (!done.ok) await complain([done.error]);
}

async function tell(problem: PasswordProblem): Promise<void> {
  if (problem === "interrupted") process.exitCode = exitCodes.interrupted;
  else await complain([problem]);
}

async function gathered(texts: readonly string[], options: StringArguments): Promise<Result<readonly Named[], PasswordProblem>> {
  const words = texts.filter((text) => text !== "-");
  const { name: names = [], stdinName, prompt, showInput } = options;
  const fromStdin = words.length < texts.length || stdinName !== undefined || nothingElse(words, options);
  if (fromStdin && prompt === true) return err(problemAt("bad-option", "--prompt and standard input exclude each other"));
  if (names.length > words.length) return err(problemAt("bad-option", `there are more names (--name) than texts: ${names.slice(words.length).join(", ")}`, { hint: "A text from standard input is named with --stdin-name" }));
  const given = words.map((text, index): Named => ({ name: names[index], bytes: Buffer.from(text) }));
  if (fromStdin) return filled([{ name: stdinName, bytes: await standardInput() }, ...given]);
  if (prompt !== true) return filled(given);
  const typed = await prompted(showInput === true);
  return typed.ok ? filled([typed.value, ...given]) : typed;
}

function nothingElse(words: readonly string[], { prompt }: StringArguments): boolean {
  return words.length === 0 && prompt !== true;
}

function filled(all: readonly Named[]): Result<readonly Named[], Diagnostic> {
  return all.some(({ bytes }) => bytes.length === 0) ? err(EMPTY) : ok(all);
}

const EMPTY: Diagnostic = problemAt("empty-text", "there is nothing to encrypt: the text is empty", { hint: "Nothing was written" });

async function prompted(shown: boolean): Promise<Result<Named, PasswordProblem>> {
  const name = await line("Variable name (enter for no name): ");
  const text = shown ? ok(new Secret(await line("String to encrypt: "))) : await askPassword("String to encrypt", "Give the text on standard input");
  return text.ok ? ok({ name: name === "" ? undefined : name, bytes: Buffer.from(text.value.reveal()) }) : text;
}

/** Asks on standard error, so that standard output holds nothing but the result. */
async function line(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await reader.question(question);
  reader.close();
  return answer;
}
