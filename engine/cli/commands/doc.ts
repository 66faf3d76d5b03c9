import type { Command } from "commander";

/** Adds `tsplay doc`. */
export function registerDoc(program: Command): void {
  program.command("doc")
    .description("list the modules, or show the parameters and examples of some")
    .argument("[module...]", "names of modules; all are listed when none is named")
    .option("--markdown", "print Markdown")
    .addHelpText("after", `
Examples:
  tsplay doc
  tsplay doc copy template`)
    .action(async (names: string[], { markdown }: { readonly markdown?: true }) => {
      const { showDocs } = await import("./show-docs.js");
      await showDocs(names, markdown === true);
    });
}
