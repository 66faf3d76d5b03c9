import { Option, type Command } from "commander";
import type { Mask } from "#engine/core/mask.js";
import { collect, filled } from "../option-values.js";
import { addVaultOptions } from "../vault/options.js";
import type { FileArguments, RekeyArguments } from "../vault/commands.js";
import type { EditArguments } from "../vault/edit.js";
import type { StringArguments } from "../vault/encrypt-string.js";

/** Adds `tsplay vault`. The mask learns the passwords. */
export function registerVault(program: Command, mask: Mask): void {
  const vault = program.command("vault").description("encrypt and decrypt files and values, in the format of ansible-vault");
  for (const add of [files, editing, strings]) add(vault, mask);
  vault.addHelpText("after", `
Examples:
  tsplay vault encrypt group_vars/all/vault.yml --vault-password-file ~/.vault-password
  tsplay vault edit group_vars/all/vault.yml --vault-id prod@prompt
  tsplay vault encrypt-string --stdin-name db_password --vault-password-file ~/.vault-password < password
  tsplay vault rekey group_vars/*/vault.yml --vault-id prod@old --new-vault-id prod@new`);
}

function files(vault: Command, mask: Mask): void {
  described(vault, "encrypt", "[file...]", "encrypt files where they are; without files, standard input to standard output").addOption(output()).addOption(encryptId())
    .action(async (names: string[], options: FileArguments) => { await (await import("../vault/commands.js")).encryptFiles(names, options, mask); });
  described(vault, "decrypt", "[file...]", "decrypt files where they are; without files, standard input to standard output").addOption(output())
    .action(async (names: string[], options: FileArguments) => { await (await import("../vault/commands.js")).decryptFiles(names, options, mask); });
  described(vault, "rekey", "<file...>", "give encrypted files another password").addOption(encryptId())
    .option("--new-vault-id <label@source>", "the new password under its label", filled)
    .addOption(new Option("--new-vault-password-file <file>", "the new password").conflicts("newVaultId"))
    .action(async (names: string[], options: RekeyArguments) => { await (await import("../vault/commands.js")).rekeyFiles(names, options, mask); });
}

function editing(vault: Command, mask: Mask): void {
  described(vault, "view", "<file...>", "show what encrypted files hold")
    .action(async (names: string[], options: EditArguments) => { await (await import("../vault/view.js")).viewFiles(names, options, mask); });
  described(vault, "edit", "<file...>", "change encrypted files with $EDITOR").addOption(encryptId())
    .action(async (names: string[], options: EditArguments) => { await (await import("../vault/edit.js")).editFiles(names, options, mask); });
  described(vault, "create", "<file>", "write a new encrypted file with $EDITOR").addOption(encryptId())
    .action(async (name: string, options: EditArguments) => { await (await import("../vault/edit.js")).createFile(name, options, mask); });
}

function strings(vault: Command, mask: Mask): void {
  described(vault, "encrypt-string", "[text...]", "encrypt texts as values of YAML; without texts (or with `-`) standard input, where other users cannot see it").alias("encrypt_string")
    .addOption(output()).addOption(encryptId())
    .option("-n, --name <variable>", "the variable that a text is for; may be repeated", collect)
    .option("--stdin-name <variable>", "the variable that standard input is for", filled)
    .option("-p, --prompt", "ask for the text")
    .option("--show-input", "show what is typed at --prompt")
    .action(async (texts: string[], options: StringArguments) => { await (await import("../vault/encrypt-string.js")).encryptStrings(texts, options, mask); });
}

function described(vault: Command, name: string, argument: string, description: string): Command {
  return addVaultOptions(vault.command(name).description(description).argument(argument)).optionsGroup("Options:");
}

function output(): Option {
  return new Option("--output <file>", "write to this file, - for standard output, and leave the input alone").argParser(filled);
}

function encryptId(): Option {
  return new Option("--encrypt-vault-id <label>", "which of several passwords to encrypt with").argParser(filled);
}
