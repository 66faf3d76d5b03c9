import { Option, type Command } from "commander";
import type { BecomeMethod } from "#engine/core/become-method.js";
import type { Mask } from "#engine/core/mask.js";
import { exitCodeHelp } from "../exit-codes.js";
import { becomeMethod, collect, collectWords, connectionKind, countOne, filled, positiveInteger } from "../option-values.js";
import { addVaultOptions, type VaultArguments } from "../vault/options.js";

/** The options of `tsplay run`, as commander gives them. */
export interface RunArguments extends VaultArguments {
  readonly inventory?: readonly string[];
  readonly limit?: string;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly startAtTask?: string;
  readonly extraVars?: readonly string[];
  readonly forceHandlers?: true;
  readonly check?: true;
  readonly diff?: true;
  readonly forks?: number;
  readonly syntaxCheck?: true;
  readonly listHosts?: true;
  readonly listTasks?: true;
  readonly listTags?: true;
  readonly flushCache?: true;
  /** False with --no-lint. */
  readonly lint: boolean;
  readonly user?: string;
  readonly privateKey?: string;
  readonly askPass?: true;
  readonly connectionPasswordFile?: string;
  readonly connection?: "ssh" | "local";
  readonly timeout?: number;
  readonly become?: true;
  readonly becomeMethod?: BecomeMethod;
  readonly becomeUser?: string;
  readonly askBecomePass?: true;
  readonly becomePasswordFile?: string;
  readonly hostKeyChecking?: "yes" | "accept-new" | "no";
  readonly verbose?: number;
  readonly json?: string;
  readonly color: boolean;
}

/** Adds `tsplay run`. The mask learns the secrets of the run. */
export function registerRun(program: Command, mask: Mask): void {
  const command = program.command("run").description("run playbooks on the hosts of an inventory, or foresee with --check what a run would do").argument("<playbook...>", "playbook files");
  for (const add of [choosing, foreseeing, loggingIn, addVaultOptions, telling]) add(command);
  command.addHelpText("after", `
Passwords may also come from the environment: TSPLAY_PASSWORD, TSPLAY_BECOME_PASSWORD.

Examples:
  tsplay run site.yml -i inventories/prod --check --diff
  tsplay run site.yml -i inventories/prod -l 'web*:!web9' -t nginx -e version=1.2
  tsplay run site.yml -i inventories/prod -e '{"packages": ["git"]}' -e @more.yml
  tsplay run site.yml -i inventories/prod -u deploy -b -K --json events.jsonl
${exitCodeHelp}`);
  command.action(async (playbooks: string[], options: RunArguments) => {
    const { runPlaybooks } = await import("./run-playbooks.js");
    const { openSettings } = await import("../open-settings.js");
    const { settledRun } = await import("../settled-options.js");
    const { withVault } = await import("../vault/with-vault.js");
    const settings = await openSettings();
    if (settings === undefined) return;
    const settled = settledRun(options, settings);
    await withVault(settled, mask, () => runPlaybooks(playbooks, settled, mask));
  });
}

function choosing(command: Command): void {
  command.optionsGroup("What to run, and where:")
    .option("-i, --inventory <path>", "inventory file or folder, or hosts with commas (`a,b,`); may be repeated", collect)
    .option("-l, --limit <pattern>", "only these of the hosts", filled)
    .option("-t, --tags <tags>", "only tasks with one of these tags; may be repeated", collectWords)
    .option("--skip-tags <tags>", "no tasks with one of these tags; may be repeated", collectWords)
    .option("--start-at-task <name>", "begin with the task of this name", filled)
    .option("-e, --extra-vars <vars>", "variables above all others: k=v, JSON, YAML, or @file; may be repeated", collect)
    .option("--flush-cache", "forget the facts that were kept from earlier runs")
    .option("--force-handlers", "run notified handlers on hosts that failed, too")
    .option("-f, --forks <number>", "how many hosts are worked on at once (50)", positiveInteger);
}

function foreseeing(command: Command): void {
  command.optionsGroup("Looking before acting:")
    .option("-C, --check", "change nothing; tell what would change")
    .option("-D, --diff", "show differences")
    .option("--syntax-check", "check the playbooks without connecting to any host")
    .option("--no-lint", "do not look for risks and mistakes as `tsplay lint` does")
    .option("--list-hosts", "list the hosts of every play, and end")
    .option("--list-tasks", "list the tasks of every play with their tags, and end")
    .option("--list-tags", "list the tags of every play, and end");
}

function loggingIn(command: Command): void {
  command.optionsGroup("Logging in (variables of the inventory win over these):")
    .option("-u, --user <name>", "log in as this user", filled)
    .option("--private-key <file>", "the private key to log in with", filled)
    .option("-k, --ask-pass", "ask for the password to log in with")
    .option("--connection-password-file <file>", "read that password from a file", filled)
    .option("-c, --connection <how>", "how hosts are reached: ssh, or local for this machine", connectionKind)
    .option("-T, --timeout <seconds>", "how long connecting may take (10)", positiveInteger)
    .option("-b, --become", "become another user (root) for every task")
    .option("--become-method <name>", "how: sudo (or su, doas, runuser)", becomeMethod)
    .option("--become-user <name>", "the user to become", filled)
    .option("-K, --ask-become-pass", "ask for the password that this takes")
    .option("--become-password-file <file>", "read that password from a file", filled)
    .addOption(new Option("--host-key-checking <how>", "what to do with host keys that are not in known_hosts").choices(["yes", "accept-new", "no"]));
}

function telling(command: Command): void {
  command.optionsGroup("Output:")
    .option("-v, --verbose", "tell more: -v results that are ok, -vv all values and what modules are given, -vvv times", countOne)
    .option("--json <file>", "write every event as a line of JSON (- is standard output)", filled)
    .option("--no-color", "no colours")
    .helpOption("-h, --help", "show help");
}
