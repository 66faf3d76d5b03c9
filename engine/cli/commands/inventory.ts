import type { Command } from "commander";
import type { Mask } from "#engine/core/mask.js";
import { collect, filled } from "../option-values.js";
import { addVaultOptions, type VaultArguments } from "../vault/options.js";

/** The options of `tsplay inventory`, as commander gives them. */
export interface InventoryArguments extends VaultArguments {
  readonly inventory?: readonly string[];
  readonly limit?: string;
  readonly extraVars?: readonly string[];
  readonly list?: true;
  readonly graph?: true;
  readonly vars?: true;
  readonly host?: string;
  readonly explain?: string;
  readonly yaml?: true;
  readonly export?: true;
  readonly playbook?: string;
  readonly playbookDir?: string;
  readonly showSecrets?: true;
}

/** Adds `tsplay inventory`. The mask learns its secrets. */
export function registerInventory(program: Command, mask: Mask): void {
  const command = program.command("inventory")
    .argument("[group]", "with --graph: the group to begin at")
    .description("show the hosts, groups and variables of an inventory")
    .option("-i, --inventory <path>", "inventory file, folder or program, or hosts with commas (`a,b,`); may be repeated", collect)
    .option("-l, --limit <pattern>", "only these of the hosts", filled)
    .option("-e, --extra-vars <vars>", "variables above all others, as for `tsplay run`", collect)
    .option("--playbook-dir <folder>", "with the group_vars/ and host_vars/ beside the playbooks there; the working folder when left out", filled)
    .option("--list", "everything as JSON, in the form of ansible-inventory")
    .option("--graph", "groups and hosts as a tree; what is shown when nothing else is asked for")
    .option("--vars", "with --graph: variables as well")
    .option("--host <name>", "the variables of one host as JSON", filled)
    .option("--explain <variable>", "with --host: where the value of a variable comes from, and what it hides", filled)
    .option("--playbook <file>", "with --explain: what the plays of a playbook say of the variable as well", filled)
    .option("-y, --yaml", "with --list and --host: YAML in place of JSON")
    .option("--export", "with --list and --host: variables where they belong, not with all hosts they count for")
    .option("--show-secrets", "show encrypted values in plain text");
  addVaultOptions(command).addHelpText("after", `
Examples:
  tsplay inventory -i inventories/prod --graph
  tsplay inventory -i inventories/prod --host app1
  tsplay inventory -i inventories/prod --host app1 --explain ansible_user
  tsplay inventory -i inventories/prod --host app1 --explain http_port --playbook site.yml`)
    .action(async (group: string | undefined, options: InventoryArguments) => {
      const { showInventory } = await import("./show-inventory.js");
      const { openSettings } = await import("../open-settings.js");
      const { rolePaths, settledInventory } = await import("../settled-options.js");
      const { withVault } = await import("../vault/with-vault.js");
      const settings = await openSettings();
      if (settings === undefined) return;
      const settled = settledInventory(options, settings);
      await withVault(settled, mask, () => showInventory(group, settled, rolePaths(settings)));
    });
}
