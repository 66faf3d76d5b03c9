import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { scalarText, type ValueMap } from "#engine/core/value.js";
import type { AnyLayer, Layer } from "#engine/inventory/layer.js";
import { PlanContext, type PlanSources } from "./context.js";
import { inherit } from "./keywords.js";
import { nothingGathered, type ListPlace } from "./list-place.js";
import { plainKey, planRoles, type PlannedRoles } from "./plan-role.js";
import { calledWith, type RoleCall } from "./role-parts.js";
import { emptyMapAt, scalarAt } from "./synthetic.js";
import { selects, type TagChoice } from "./tags.js";
import { planTasksFile, tasksFilePath } from "./tasks-file.js";
import type { Keywords, PlannedInclude, PlannedItem, PlannedTask } from "./types.js";
import { filterTasks } from "./walk.js";

/** Plans what an include names, once the run knows it. */
export interface Expander {
  expand(task: PlannedTask, request: IncludeRequest): Result<Expanded, readonly Diagnostic[]>;
}

/** What is to be included. */
export interface IncludeRequest {
  /** Begins the ids of the tasks. */
  readonly id: string;
  /** The rendered parameters of the include. */
  readonly params: ValueMap;
  /** Variables of the loop item. */
  readonly item: ValueMap;
  /** In a check run: why nobody can know whether it is included at all. */
  readonly undecided: string | undefined;
}

/** What an include came to. */
export interface Expanded {
  readonly items: readonly PlannedItem[];
  /** Of a role: handlers from now on. */
  readonly handlers: readonly PlannedTask[];
  /** Whether it counts as a task of its own that is ok, as Ansible counts a file with something in it. */
  readonly counts: boolean;
  /** Of a role that is `public`: variables of the rest of the play. */
  readonly layers: readonly Layer[];
}

/** Includes may nest, even in themselves, but not for ever. */
const DEEPEST = 50;

/** An expander with the tags that the user chose. */
export function createExpander(sources: PlanSources, choice: TagChoice): Expander {
  return { expand: (task, request) => expand(sources, choice, { task, request }) };
}

function expand(sources: PlanSources, choice: TagChoice, { task, request }: { task: PlannedTask; request: IncludeRequest }): Result<Expanded, readonly Diagnostic[]> {
  const { include } = task;
  if (include === undefined) throw new Error(`${task.module.name} is planned as an include`);
  if (include.place.trail.length >= DEEPEST) return err([problemAt("include-depth", `includes are nested more than ${String(DEEPEST)} deep`, { place: task.place, hint: "An include that includes itself needs a `when` that ends it" })]);
  const context = new PlanContext(sources, `${request.id}/`);
  const place = { ...include.place, gathered: nothingGathered(include.place.gathered.layers) };
  const found = planned(context, task, { include: { ...include, place }, request });
  if (context.hasErrors) return err(context.diagnostics);
  const items = filterTasks(found.items, (each) => selects(choice, each));
  return ok({ counts: task.module.name === "include_tasks" && found.items.length > 0, items, handlers: [...found.handlers, ...place.gathered.handlers], layers: request.params["public"] === true ? found.layers : [] });
}

function planned(context: PlanContext, task: PlannedTask, { include, request }: { include: PlannedInclude; request: IncludeRequest }): PlannedRoles {
  const key = task.module.name === "include_tasks" ? "file" : "name";
  const at = entryOf(task.args, key)?.value ?? emptyMapAt(task.place);
  const named = { name: scalarText(request.params[key] ?? null) ?? "", at, layers: Object.keys(request.item).length === 0 ? [] : [{ origin: "loop of the include", level: 21.2, values: request.item }], undecided: request.undecided };
  if (key === "name") return includedRole(context, include, { ...named, call: { ...calledWith(request.params), told: JSON.stringify([include.vars === undefined ? null : plainKey(include.vars), request.item]) } });
  return { items: includedTasks(context, include, named), handlers: [], layers: [] };
}

/** An include by the name that it came to. */
export interface NamedInclude {
  readonly name: string;
  readonly at: Node;
  readonly layers: readonly AnyLayer[];
  readonly undecided: string | undefined;
}

/** The tasks of an included file. */
export function includedTasks(context: PlanContext, include: PlannedInclude, { name, at, ...more }: NamedInclude): readonly PlannedItem[] {
  const place = insideOf(include, { ...more, vars: { origin: "vars of include_tasks", level: 21 } });
  return planTasksFile(context, tasksFilePath(name, include.place), { place, from: at });
}

/** An included role; without a call only what its main.yml files say. */
export function includedRole(context: PlanContext, include: PlannedInclude, { name, at, call, ...more }: NamedInclude & { readonly call: RoleCall | undefined }): PlannedRoles {
  const place = insideOf(include, { ...more, vars: { origin: "vars of include_role", level: 20 } });
  return planRoles(context, [scalarAt(name, at.place)], place, call ?? { from: {}, again: true, validate: true, included: true, dynamic: true });
}

/** Of the include's own keywords only its variables and `apply` hold inside (Ansible: "Including and importing"). */
function insideOf({ place, apply, vars: own }: PlannedInclude, { layers, undecided, vars }: Pick<NamedInclude, "layers" | "undecided"> & { vars: Omit<Layer, "vars"> }): ListPlace {
  const applied = apply === undefined ? place.keywords : inherit(place.keywords, apply, { origin: "vars of apply", level: 16 });
  const keywords: Keywords = {
    ...applied, undecided: undecided ?? applied.undecided,
    layers: [...applied.layers, ...(own === undefined ? [] : [{ ...vars, vars: own }]), ...layers],
  };
  return { ...place, keywords };
}
