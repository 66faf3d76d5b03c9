import type { Layer } from "#engine/inventory/layer.js";
import type { Keywords, PlannedRole, PlannedTask } from "./types.js";

/** Where a list of tasks stands, and what holds there. */
export interface ListPlace {
  readonly keywords: Keywords;
  readonly role: PlannedRole | undefined;
  readonly handler: boolean;
  /** The folder that import_tasks names files in. */
  readonly dir: string;
  readonly playbookDir: string;
  /** Files and roles being read right now, outermost first: what finds a cycle. */
  readonly trail: readonly string[];
  /** What the lists of a play bring to all of it. */
  readonly gathered: Gathered;
}

/** What planning collects for a whole play while it goes through its lists. */
export interface Gathered {
  /** Handlers of roles that tasks import or include. */
  readonly handlers: PlannedTask[];
  /** The play's own variables, and those of roles that the whole play may see. */
  readonly layers: Layer[];
  /** Names of the roles of the play, and of those that others need. */
  readonly roleNames: string[];
  readonly dependentNames: string[];
}

/** Nothing collected yet. */
export function nothingGathered(layers: readonly Layer[] = []): Gathered {
  return { handlers: [], layers: [...layers], roleNames: [], dependentNames: [] };
}
