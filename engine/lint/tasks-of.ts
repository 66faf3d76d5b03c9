import type { Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapEntry, type MapNode, type Node } from "#engine/core/node.js";
import type { Module } from "#engine/module/erased.js";
import type { ModuleTable } from "#engine/plan/context.js";
import { comesFromVariable } from "#engine/plan/variable-args.js";
import { freeForm } from "#engine/schema/free-form.js";
import { taskKeywords } from "#engine/schema/keywords.js";
import { ACTIONS, shortName } from "./actions.js";
import type { FileKind, LintTask } from "./lint-file.js";
import { itemsAt } from "./nodes.js";

/** Where tasks are looked for. */
export interface TaskPlace {
  readonly kind: FileKind;
  readonly file: string;
  readonly role: string | undefined;
  readonly table: ModuleTable;
}

/** Every task of a file of plays, tasks or handlers. */
export function tasksOf(node: Node | undefined, place: TaskPlace): readonly LintTask[] {
  if (node?.kind !== "list") return [];
  if (place.kind === "tasks" || place.kind === "handlers") return inList(node.items, { ...place, around: [], handler: place.kind === "handlers" });
  return node.items.flatMap((play) => play.kind === "map" ? tasksOfPlay(play, place) : []);
}

interface Here extends TaskPlace {
  readonly around: readonly MapNode[];
  readonly handler: boolean;
}

function tasksOfPlay(play: MapNode, place: TaskPlace): readonly LintTask[] {
  return ["pre_tasks", "tasks", "post_tasks", "handlers"].flatMap((key) => inList(itemsAt(play, key), { ...place, around: [play], handler: key === "handlers" }));
}

function inList(items: readonly Node[], here: Here): readonly LintTask[] {
  return items.flatMap((item) => {
    if (item.kind !== "map") return [];
    const parts = ["block", "rescue", "always"].filter((key) => entryOf(item, key) !== undefined);
    if (parts.length === 0) return [taskOf(item, here)];
    return parts.flatMap((key) => inList(itemsAt(item, key), { ...here, around: [...here.around, item] }));
  });
}

function taskOf(map: MapNode, here: Here): LintTask {
  const action = actionOf(map, here.table);
  const written = action === undefined ? "" : shortName(action.key);
  const module = action === undefined ? undefined : moduleOf(action.key, here.table);
  // What the run itself does keeps the name it is written with: an import is not an include.
  const name = module === undefined || module.kind === "directive" ? written : module.name;
  const { args, problems } = argsOf(map, action, module);
  return { map, action, name, module, args, argProblems: problems, handler: here.handler, around: here.around, file: here.file, role: here.role };
}

/** The module of a key, under any of its names. */
export function moduleOf(key: string, { modules, aliases }: ModuleTable): Module | undefined {
  return modules.get(key) ?? modules.get(aliases.get(key) ?? "");
}

/** The key that names the module: one that is known, else the first that is no keyword. */
function actionOf(map: MapNode, table: ModuleTable): MapEntry | undefined {
  const candidates = map.entries.filter(({ key }) => !taskKeywords.has(key) && !key.startsWith("with_"));
  return candidates.find(({ key }) => ACTIONS.has(shortName(key)) || moduleOf(key, table) !== undefined) ?? candidates[0];
}

interface Args {
  readonly args: MapNode | undefined;
  readonly problems: readonly Diagnostic[];
}

function argsOf(map: MapNode, action: MapEntry | undefined, module: Module | undefined): Args {
  const given = givenArgs(action, module);
  const extra = entryOf(map, "args")?.value;
  if (given.args === undefined || extra?.kind !== "map") return given;
  const { args } = given;
  return { ...given, args: { ...args, entries: [...args.entries, ...extra.entries.filter(({ key }) => entryOf(args, key) === undefined)] } };
}

function givenArgs(action: MapEntry | undefined, module: Module | undefined): Args {
  const node = action?.value;
  if (action === undefined || node === undefined) return { args: undefined, problems: [] };
  if (node.kind === "map") return { args: node, problems: [] };
  if (module === undefined || node.kind === "list") return { args: undefined, problems: [] };
  if (comesFromVariable(node, module)) return { args: undefined, problems: [] };
  if (node.value === null) return { args: { kind: "map", entries: [], place: action.keyPlace }, problems: [] };
  const parsed = freeForm(module.params, String(node.value), node.place);
  return parsed.ok ? { args: parsed.value, problems: [] } : { args: undefined, problems: [parsed.error] };
}
