import type { Command } from "commander";

/** The options of `tsplay config`, as commander gives them. */
export interface ConfigArguments {
  readonly json?: true;
  readonly changed?: true;
}

/** Adds `tsplay config`. */
export function registerConfig(program: Command): void {
  program.command("config")
    .description("show the settings of the project, where each comes from, and what of an ansible.cfg has no meaning here")
    .option("--changed", "only what somebody set")
    .option("--json", "as JSON")
    .addHelpText("after", `
Settings stand in .tsplay.yml, in the working folder or above it, and in an ansible.cfg, which is found as Ansible finds it. An option of
the command line counts above the environment (ANSIBLE_...), that above .tsplay.yml, that above the ansible.cfg.

Example of a .tsplay.yml:
  inventory: inventories/prod
  forks: 20
  remote_user: deploy
  host_key_checking: accept-new
  fact_cache: {path: .tsplay/facts, seconds: 3600}`)
    .action(async (options: ConfigArguments) => {
      const { showConfig } = await import("./show-config.js");
      await showConfig(options);
    });
}
