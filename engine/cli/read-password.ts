import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { ReadStream, WriteStream } from "node:tty";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { afterKeys, type Typed } from "./typed-password.js";

/** Where a password may come from, first one first: a file, the environment, the keyboard. */
export interface PasswordSource {
  /** What it is called when it is asked for, such as "SSH password". */
  readonly title: string;
  readonly file: string | undefined;
  readonly variable: string;
  readonly ask: boolean;
  /** The option that reads it from a file, for advice. */
  readonly fileOption: string;
}

/** A problem with Ctrl-C: nobody is to be told more. */
export type PasswordProblem = Diagnostic | "interrupted";

/** A password, or undefined when none is wanted. */
export async function readPassword(source: PasswordSource, env: NodeJS.ProcessEnv): Promise<Result<Secret | undefined, PasswordProblem>> {
  if (source.file !== undefined) return fromFile(source.file);
  const value = env[source.variable];
  if (value !== undefined && value !== "") return ok(new Secret(value));
  return source.ask ? fromKeyboard(source) : ok(undefined);
}

/** The first line, without its newline. */
async function fromFile(file: string): Promise<Result<Secret, Diagnostic>> {
  try {
    const [line = ""] = (await readFile(file, "utf8")).split(/\r?\n/);
    return line === "" ? err(problemAt("password-file", `the password file ${file} begins with an empty line`)) : ok(new Secret(line));
  } catch (error) {
    return err(problemAt("password-file", `cannot read the password file: ${error instanceof Error ? error.message : String(error)}`));
  }
}

function fromKeyboard({ title, variable, fileOption }: PasswordSource): Promise<Result<Secret, PasswordProblem>> {
  return askPassword(title, `Set ${variable}, or name a file with ${fileOption}.`);
}

/** Asks for a password on the terminal, without showing it. `otherwise`: what to do where there is none. */
export async function askPassword(title: string, otherwise: string): Promise<Result<Secret, PasswordProblem>> {
  const terminal = openTerminal();
  if (terminal === undefined) return err(problemAt("no-terminal", `the ${title} cannot be asked for: there is no terminal`, { hint: otherwise }));
  const input = new ReadStream(terminal);
  const output = new WriteStream(terminal);
  // Before the prompt: what is typed the moment it shows must not be echoed.
  input.setRawMode(true);
  output.write(`${title}: `);
  try {
    const typed = await typedLine(input);
    return typed === undefined ? err("interrupted") : ok(new Secret(typed));
  } finally {
    input.setRawMode(false);
    output.write("\n");
    input.destroy();
  }
}

/** /dev/tty is the terminal even where standard input is a pipe. */
export function openTerminal(): number | undefined {
  let file: number | undefined;
  try {
    file = openSync("/dev/tty", "r+");
    new WriteStream(file);
    return file;
  } catch {
    if (file !== undefined) closeSync(file);
    return undefined;
  }
}

function typedLine(input: ReadStream): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed: Typed = { text: "", state: "typing" };
    input.on("data", (keys: Buffer) => {
      typed = afterKeys(typed, keys.toString("utf8"));
      if (typed.state !== "typing") resolve(typed.state === "done" ? typed.text : undefined);
    });
    input.on("end", () => { resolve(undefined); });
  });
}
