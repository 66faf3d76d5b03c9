import type { Node } from "#engine/core/node.js";
import type { FreeName } from "#engine/language/free-names.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { definitionsOf, inventoryDefinitions, type Definitions } from "./definitions.js";
import type { LintFile } from "./lint-file.js";
import { usesOf } from "./uses.js";

/** A use of a variable, and the file it stands in. */
export interface Use extends FreeName {
  readonly file: LintFile;
}

/** The variables of a project. */
export interface Names {
  /** What files define, with the values that are written for it. */
  readonly written: ReadonlyMap<string, readonly Node[]>;
  /** What only a run can make: results, facts, items of loops, answers to prompts. */
  readonly made: ReadonlySet<string>;
  readonly uses: readonly Use[];
  /** Names that something asks about or gives a default for: being undefined is provided for. */
  readonly optional: ReadonlySet<string>;
  /** Names are made up by templates, so that nobody can tell what is defined. */
  readonly open: boolean;
}

/** Looks at all files: who defines which variable, and who uses it. */
export function collectNames(files: readonly LintFile[], inventories: readonly Inventory[]): Names {
  const all: Definitions = { written: new Map(), made: new Set(), open: files.some(({ closed }) => closed) };
  for (const file of files) definitionsOf(file, all);
  for (const inventory of inventories) inventoryDefinitions(inventory, all);
  const uses = files.flatMap((file) => usesOf(file).map((use): Use => ({ ...use, file })));
  return { ...all, uses, optional: new Set(uses.filter(({ guarded }) => guarded).map(({ name }) => name)) };
}
