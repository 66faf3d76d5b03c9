import { problemAt } from "#engine/core/diagnostic.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { Module } from "#engine/module/erased.js";
import { moduleList, modulePage, type PageOptions } from "#engine/report/doc.js";
import { moduleListMarkdown, moduleMarkdown } from "#engine/report/doc-markdown.js";
import { palette } from "#engine/report/palette.js";
import { wantsColour } from "../colour-wish.js";
import { complain } from "../complain.js";
import { moduleTable } from "../module-table.js";

/** Prints the pages of modules, or the list of all. */
export async function showDocs(names: readonly string[], markdown: boolean): Promise<void> {
  const { modules, aliases, absent } = await moduleTable();
  const known = [...modules.keys(), ...aliases.keys()];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    await complain(unknown.map((name) => {
      const reason = absent?.get(name);
      if (reason !== undefined) return problemAt("absent-module", `the module "${name}" is not there: ${reason.why}`, { hint: reason.instead });
      return problemAt("unknown-module", `there is no module "${name}"`, { hint: didYouMean(name, known) ?? "`tsplay doc` lists them all." });
    }));
    return;
  }
  const chosen = names.map((name) => modules.get(aliases.get(name) ?? name)).filter((module) => module !== undefined);
  process.stdout.write(names.length === 0 ? list([...modules.values()], markdown) : chosen.map((module) => page(module, markdown)).join("\n"));
}

function list(modules: readonly Module[], markdown: boolean): string {
  return markdown ? moduleListMarkdown(modules) : moduleList(modules, layout());
}

function page(module: Module, markdown: boolean): string {
  return markdown ? moduleMarkdown(module) : modulePage(module, layout());
}

function layout(): PageOptions {
  const columns = process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : 100;
  return { colors: palette(wantsColour(process.stdout, process.env)), width: Math.max(50, Math.min(100, columns)) };
}
