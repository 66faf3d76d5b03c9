import type { MapNode, Node } from "#engine/core/node.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { ModuleTable } from "#engine/plan/context.js";
import type { LintFile, LintTask } from "./lint-file.js";
import { collectNames, type Names } from "./names.js";

/** All files that are looked at together, and what follows from all of them; each of that is worked out once, when it is asked for. */
export class Project {
  readonly files: readonly LintFile[];
  readonly table: ModuleTable;
  /** The inventories among the files, those of them that can be read. */
  readonly inventories: readonly Inventory[];
  readonly #derived = new WeakMap<object, unknown>();

  constructor(files: readonly LintFile[], table: ModuleTable, inventories: readonly Inventory[]) {
    this.files = files;
    this.table = table;
    this.inventories = inventories;
  }

  /** Variables: who defines them and who uses them. */
  get names(): Names {
    return this.once(namesOf);
  }

  /** How often each word that could be a name stands anywhere in the files. */
  get words(): ReadonlyMap<string, number> {
    return this.once(countWords);
  }

  /** Every task. */
  get tasks(): readonly LintTask[] {
    return this.once(tasksOf);
  }

  /** What a function makes of the project, worked out once: rules look at every task, and must not look at every other one each time. */
  once<T>(work: (project: Project) => T): T {
    if (!this.#derived.has(work)) this.#derived.set(work, work(this));
    return this.#derived.get(work) as T;
  }

  /** The plays of all playbooks. */
  get plays(): readonly MapNode[] {
    return this.files.filter((file) => file.kind === "playbook").flatMap((file) => file.node?.kind === "list" ? file.node.items.filter(isMapNode) : []);
  }

  /** The folders of the roles among the files. */
  get roles(): readonly string[] {
    return [...new Set(this.files.flatMap((file) => file.role ?? []))];
  }
}

function tasksOf({ files }: Project): readonly LintTask[] {
  return files.flatMap((file) => file.tasks);
}

function isMapNode(node: Node): node is MapNode {
  return node.kind === "map";
}

function namesOf({ files, inventories }: Project): Names {
  return collectNames(files, inventories);
}

function countWords({ files }: Project): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of files) for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
