import { Command, CommanderError } from "commander";
import { Mask } from "#engine/core/mask.js";
import { withoutAnsibleSpellings } from "./ansible-options.js";
import { registerConfig } from "./commands/config.js";
import { registerDoc } from "./commands/doc.js";
import { registerInventory } from "./commands/inventory.js";
import { registerLab } from "./commands/lab.js";
import { registerLint } from "./commands/lint.js";
import { registerRun } from "./commands/run.js";
import { registerSchemas } from "./commands/schemas.js";
import { registerVault } from "./commands/vault.js";
import { exitCodeHelp, exitCodes } from "./exit-codes.js";
import { internalErrorText, wantsStack } from "./internal-error.js";
import { version } from "./version.js";

/** The whole command line. Commands load their work when they run. */
export function createProgram(mask: Mask): Command {
  const program = new Command("tsplay")
    .description("Plays Ansible-style playbooks on many hosts at once, with a check mode that tells the truth.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help of a command")
    .enablePositionalOptions()
    .showHelpAfterError("(--help tells what there is)")
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .addHelpText("after", `
Examples:
  tsplay run playbooks/site.yml -i inventories/prod --check --diff
  tsplay run playbooks/site.yml -i inventories/prod --limit app1 --tags nginx
  tsplay inventory -i inventories/prod --graph
  tsplay doc copy
${exitCodeHelp}`);
  for (const register of [registerRun, registerInventory, registerLint, registerVault]) register(program, mask);
  for (const register of [registerConfig, registerDoc, registerSchemas, registerLab]) register(program);
  return program;
}

/** Does what the words say; the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  ignoreBrokenPipes();
  const mask = new Mask();
  const bug = (error: unknown): void => { process.stderr.write(mask.text(internalErrorText(error, wantsStack(words, process.env)))); };
  process.on("uncaughtException", (error) => { bug(error); process.exit(exitCodes.internalError); });
  const known = withoutAnsibleSpellings(words);
  if ("refused" in known) {
    process.stderr.write(known.refused);
    return exitCodes.badInput;
  }
  try {
    await createProgram(mask).parseAsync(known, { from: "user" });
    await Promise.all([written(process.stdout), written(process.stderr)]);
    return Number(process.exitCode ?? exitCodes.success);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.badInput;
    bug(error);
    return exitCodes.internalError;
  }
}

/** Until a pipe has taken what was written to it: the process ends by force, and a slow reader would miss the rest. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => { stream.write("", () => { resolve(); }); });
}

/** `tsplay run ... | head` must not end the run half-way, nor a terminal that is closed: what nobody reads is dropped. */
function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
  }
}
