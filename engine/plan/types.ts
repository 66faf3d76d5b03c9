import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { AnyLayer, Layer } from "#engine/inventory/layer.js";
import type { Result } from "#engine/core/result.js";
import type { Module } from "#engine/module/erased.js";
import type { Expander } from "./expand.js";
import type { ListPlace } from "./list-place.js";
import type { MetaAction } from "./plan-meta.js";
import type { Loop, LoopControl } from "./loop-forms.js";
import type { Prompt } from "./vars-prompt.js";

/** A whole run, checked: nothing in it names a module, parameter, role, handler or file that is not there. */
export interface RunPlan {
  readonly plays: readonly PlannedPlay[];
  readonly inventory: Inventory;
  /** Variables of the command line: above all others. */
  readonly extraVars: readonly Layer[];
  readonly warnings: readonly Diagnostic[];
  /** The playbooks as they were named. */
  readonly playbooks: readonly string[];
  /** Plans what is included while the run is on. */
  readonly expander: Expander;
}

/** One play with its hosts. */
export interface PlannedPlay {
  readonly name: string;
  readonly place: Place;
  readonly playbookDir: string;
  /** After --limit, in the order of the inventory. */
  readonly hosts: readonly string[];
  /** The hosts again, with an inventory that has grown meanwhile (add_host, group_by, refresh_inventory). */
  rematch(inventory: Inventory): Result<Pick<PlannedPlay, "hosts" | "hostLayers">, readonly Diagnostic[]>;
  readonly order: HostOrder;
  readonly strategy: Strategy;
  readonly prompts: readonly Prompt[];
  /** Names of its roles, and of roles that these need. */
  readonly roleNames: readonly string[];
  readonly dependentNames: readonly string[];
  /** Files of vars_files whose names hang on variables of hosts or on facts. */
  readonly lateVarsFiles: readonly Node[];
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
  /** What the play says about it; undefined: nothing. */
  readonly gatherFacts: boolean | undefined;
  readonly items: readonly PlannedItem[];
  readonly handlers: readonly PlannedTask[];
}

/** How the hosts of a play go through its tasks: all of them task by task, or each on its own. */
export type Strategy = "linear" | "free";

/** In which order hosts are taken (`order`). */
export type HostOrder = "inventory" | "reverse_inventory" | "sorted" | "reverse_sorted" | "shuffle";

/** What a play consists of. */
export type PlannedItem = PlannedTask | PlannedBlock | PlannedMeta | PlannedRolePart | FlushHandlers;

/** What stands after pre_tasks, tasks and post_tasks: handlers that were notified run here. */
export interface FlushHandlers {
  readonly kind: "flush";
  /** Nothing comes after it: handlers that others notify too late run all the same. */
  readonly last: boolean;
}

/** The tasks of a role, without those of the roles that it needs. */
export interface PlannedRolePart {
  readonly kind: "role";
  /** What tells roles apart that were called with different parameters. */
  readonly key: string;
  /** Whether a host through with it runs it again (`allow_duplicates`). */
  readonly again: boolean;
  readonly items: readonly PlannedItem[];
}

/** `meta`: steers the run. It is planned like a task for the sake of its `when`, tags and variables, and reported as none. */
export interface PlannedMeta {
  readonly kind: "meta";
  readonly action: MetaAction;
  readonly task: PlannedTask;
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
  /** A template that gives further parameters (`args: "{{ params }}"`). */
  readonly variable?: Node;
  readonly place: Place;
  readonly role: PlannedRole | undefined;
  readonly keywords: Keywords;
  /** Only of this task. */
  readonly own: OwnKeywords;
  readonly handler: boolean;
  readonly listen: readonly string[];
  /** Of include_tasks and include_role: where what they include will stand. */
  readonly include: PlannedInclude | undefined;
}

/** What is known of an include before the run. */
export interface PlannedInclude {
  readonly place: ListPlace;
  /** Keywords for all that is included, as written. */
  readonly apply: MapNode | undefined;
  /** Variables of the include, as written. */
  readonly vars: MapNode | undefined;
  /** What is included when that is named without a template; for checks only: the run plans it anew, with what it then knows. */
  readonly known: readonly PlannedItem[];
  /** A template names it: nothing of it was checked. */
  readonly open: boolean;
}

/** The role a task stands in. */
export interface PlannedRole extends RolePlace {
  /** With its collection: `namespace.collection.role`; else its name. */
  readonly fullName: string;
  /** What tells it from the same role with other parameters. */
  readonly key: string;
  /** The roles it was called from, the nearest first. */
  readonly parents: readonly RolePlace[];
}

/** A role by its name, and the folder it lies in. */
export interface RolePlace {
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
  readonly becomeExe: Node | undefined;
  readonly becomeFlags: Node | undefined;
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
  readonly throttle: Node | undefined;
  readonly port: Node | undefined;
  readonly delegateFacts: Node | undefined;
  /** Variables of roles, blocks and the task itself. */
  readonly layers: readonly AnyLayer[];
  /** Parameters that modules get unless the task gives them, from the outermost inwards: maps of module to parameters. */
  readonly moduleDefaults: readonly MapNode[];
  /** Handlers to notify: the task's own, and those of blocks around it. */
  readonly notify: readonly Node[];
  /** In a check run: why nobody can know whether the task would run at all. */
  readonly undecided: string | undefined;
}

/** Keywords of a single task. */
export interface OwnKeywords {
  readonly loop: Loop | undefined;
  readonly loopVar: string;
  readonly indexVar: string | undefined;
  readonly label: Node | undefined;
  /** What else loop_control says. */
  readonly control?: LoopControl | undefined;
  readonly register: string | undefined;
  readonly until: Node | undefined;
  readonly retries: Node | undefined;
  readonly delay: Node | undefined;
  readonly changedWhen: Node | undefined;
  readonly failedWhen: Node | undefined;
  /** Seconds that the task may take in the background, and how often to ask after it; poll 0: the run goes on meanwhile. */
  readonly async: Node | undefined;
  readonly poll: Node | undefined;
}
