import { InvalidArgumentError, Option, type Command } from "commander";
import { collect } from "../option-values.js";

/** The options that say where vault passwords come from, as commander gives them. */
export interface VaultArguments {
  readonly vaultId?: readonly string[];
  readonly vaultPasswordFile?: readonly string[];
  readonly vaultPassFile?: readonly string[];
  readonly askVaultPass?: true;
  readonly askVaultPassword?: true;
}

/** Adds them to a command, in a group of their own. */
export function addVaultOptions(command: Command): Command {
  return command.optionsGroup("Opening what ansible-vault encrypted:")
    .option("--vault-id <label@source>", "a vault password under a label; the source is a file, a script that prints it, or `prompt`; may be repeated", collectIds)
    .option("--vault-password-file <file>", "the vault password, or a script that prints it; may be repeated (ANSIBLE_VAULT_PASSWORD_FILE)", collect)
    .option("-J, --ask-vault-pass", "ask for the vault password")
    .addOption(new Option("--vault-pass-file <file>").argParser(collect).hideHelp())
    .addOption(new Option("--ask-vault-password").hideHelp());
}

function collectIds(value: string, earlier: readonly string[] = []): readonly string[] {
  if (value.includes(";")) throw new InvalidArgumentError("A vault id cannot hold a semicolon.");
  return collect(value, earlier);
}
