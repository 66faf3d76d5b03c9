import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { Module } from "#engine/module/contract.js";

/** A whole run, checked: nothing in it names a module, parameter, role, handler or file that is not there. */
export interface RunPlan {
  readonly plays: readonly PlannedPlay[];
  readonly inventory: Inventory;
  /** Variables of the command line: above all others. */
  readonly extraVars: readonly Layer[];
  readonly warnings: readonly Diagnostic[];
  /** The playbooks as they were named. */
  readonly playbooks: readonly string[];
}

/** One play with its hosts. */
export interface PlannedPlay {
  readonly name: string;
  readonly place: Place;
  readonly playbookDir: string;
  /** After --limit, in the order of the inventory. */
  readonly hosts: readonly string[];
  /** Sizes of batches, as written: numbers or percentages; empty: all at once. */
  readonly serial: readonly (number | string)[];
  readonly anyErrorsFatal: boolean;
  readonly maxFailPercentage: number | undefined;
  readonly forceHandlers: boolean;
  /** Playbook-adjacent group and host variables, by host. */
  readonly hostLayers: ReadonlyMap<string, readonly Layer[]>;
  /** Play vars, vars_files, and the defaults and vars of all roles of the play. */
  readonly layers: readonly Layer[];
  /** `gather_facts` (on unless it says no) as a task: "Gathering Facts". */
  readonly facts: PlannedTask | undefined;
  readonly items: readonly PlannedItem[];
  readonly handlers: readonly PlannedTask[];
}

/** What a play consists of. */
export type PlannedItem = PlannedTask | PlannedBlock | FlushHandlers;

/** `meta: flush_handlers`, and what stands between pre_tasks, tasks and post_tasks. */
export interface FlushHandlers {
  readonly kind: "flush";
}

/** A block with its rescue and always; what it hands down to its tasks is already in them. */
export interface PlannedBlock {
  readonly kind: "block";
  readonly block: readonly PlannedItem[];
  readonly rescue: readonly PlannedItem[];
  readonly always: readonly PlannedItem[];
  readonly place: Place;
}

/** A task with everything it inherits resolved. Nodes are rendered per host at run time. */
export interface PlannedTask {
  readonly kind: "task";
  /** "3" for the third task of the run, handlers included: the same in check and real runs. */
  readonly id: string;
  /** Its name, a template; a sentence made from the module where none is given. */
  readonly name: Node | string;
  readonly module: Module;
  readonly args: MapNode;
  readonly place: Place;
  readonly role: PlannedRole | undefined;
  readonly keywords: Keywords;
  /** Only of this task. */
  readonly own: OwnKeywords;
  readonly handler: boolean;
  readonly listen: readonly string[];
}

/** The role a task stands in. */
export interface PlannedRole {
  readonly name: string;
  readonly path: string;
}

/** Keywords that plays, roles and blocks hand down; the nearest one wins, lists add up. */
export interface Keywords {
  /** All must hold; from the outermost inwards. */
  readonly when: readonly Node[];
  readonly tags: readonly string[];
  readonly become: Node | undefined;
  readonly becomeUser: Node | undefined;
  readonly becomeMethod: Node | undefined;
  readonly remoteUser: Node | undefined;
  readonly connection: Node | undefined;
  readonly environment: readonly Node[];
  readonly ignoreErrors: Node | undefined;
  readonly ignoreUnreachable: Node | undefined;
  readonly noLog: Node | undefined;
  readonly checkMode: Node | undefined;
  readonly diff: Node | undefined;
  readonly delegateTo: Node | undefined;
  readonly runOnce: Node | undefined;
  readonly anyErrorsFatal: Node | undefined;
  readonly timeout: Node | undefined;
  /** Variables of roles, blocks and the task itself. */
  readonly layers: readonly Layer[];
}

/** Keywords of a single task. */
export interface OwnKeywords {
  readonly loop: { readonly node: Node; readonly form: LoopForm } | undefined;
  readonly loopVar: string;
  readonly indexVar: string | undefined;
  readonly label: Node | undefined;
  readonly register: string | undefined;
  readonly until: Node | undefined;
  readonly retries: Node | undefined;
  readonly delay: Node | undefined;
  readonly changedWhen: Node | undefined;
  readonly failedWhen: Node | undefined;
  readonly notify: Node | undefined;
}

/** How the items of a loop are written. */
export type LoopForm = "loop" | "items" | "dict";
