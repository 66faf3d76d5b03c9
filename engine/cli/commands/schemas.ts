import type { Command } from "commander";

/** Adds `tsplay schemas`. */
export function registerSchemas(program: Command): void {
  program.command("schemas")
    .description("write JSON Schemas by which editors complete and check playbooks, roles, variables and inventories")
    .argument("<folder>", "where to write them")
    .addHelpText("after", `
The README tells how to name them in the settings of an editor.`)
    .action(async (folder: string) => {
      const { writeSchemas } = await import("./write-schemas.js");
      await writeSchemas(folder);
    });
}
