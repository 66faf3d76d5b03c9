import { Option, type Command } from "commander";
import type { Mask } from "#engine/core/mask.js";
import { collect, collectWords } from "../option-values.js";
import { addVaultOptions, type VaultArguments } from "../vault/options.js";

/** The options of `tsplay lint`, as commander gives them. */
export interface LintArguments extends VaultArguments {
  readonly inventory?: readonly string[];
  readonly extraVars?: readonly string[];
  readonly off?: readonly string[];
  readonly exclude?: readonly string[];
  readonly json?: true;
  readonly format: "text" | "json" | "github" | "sarif";
  readonly strict?: true;
  readonly fix?: true;
  readonly hints: boolean;
  readonly listRules?: true;
  readonly color: boolean;
}

/** Adds `tsplay lint`. The mask learns what encrypted files hold. */
export function registerLint(program: Command, mask: Mask): void {
  const command = program.command("lint")
    .description("look for mistakes and risks in playbooks, roles, variables, inventories and templates, without any host")
    .argument("[path...]", "files and folders; the working folder when none is named")
    .option("-i, --inventory <path>", "plan every playbook with this inventory as `run` would, which finds more; may be repeated", collect)
    .option("-e, --extra-vars <vars>", "variables that runs are given; may be repeated", collect)
    .option("--off <rules>", "rules to switch off; may be repeated", collectWords)
    .option("--exclude <globs>", "paths to pass over; may be repeated", collectWords)
    .option("--no-hints", "errors and warnings only")
    .option("--strict", "warnings count as errors")
    .option("--fix", "mend what can be mended without changing what it means")
    .addOption(new Option("--format <how>", "how findings are written").choices(["text", "json", "github", "sarif"]).default("text"))
    .option("--json", "the same as --format json")
    .option("--list-rules", "list the rules, and end")
    .option("--no-color", "no colours")
    .addHelpText("after", `
A comment switches a rule off: \`# tsplay: ignore RULE\` behind a line or above a task, \`# tsplay: ignore-file RULE\` anywhere in a file.
\`lint: {off: [RULE], exclude: [GLOB]}\` in .tsplay.yml does so for all files.

Exit codes:
  0  nothing but hints, or warnings without --strict
  4  errors were found (with --strict: or warnings), or the command line is wrong
  1  internal error: a bug in tsplay`)
    .action(async (paths: string[], options: LintArguments) => {
      const { runLint } = await import("./run-lint.js");
      const { withVault } = await import("../vault/with-vault.js");
      await withVault(options, mask, () => runLint(paths, options, mask));
    });
  addVaultOptions(command);
}
