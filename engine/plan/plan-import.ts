import type { MapNode } from "#engine/core/node.js";
import type { PlanContext } from "./context.js";
import { importArguments } from "./import-arguments.js";
import { inherit } from "./keywords.js";
import type { ListPlace } from "./list-place.js";
import { nodeAt } from "./nodes.js";
import { staticText } from "./static-text.js";
import { planTasksFile, tasksFilePath } from "./tasks-file.js";
import type { PlannedItem } from "./types.js";

/** Plans import_tasks: the tasks of a file stand in its place, with its keywords on each of them; its variables are theirs as those of a block would be. */
export function planImport(context: PlanContext, map: MapNode, { key, place }: { key: string; place: ListPlace }): readonly PlannedItem[] {
  const args = importArguments(context, map, { key, like: "include_tasks" });
  const node = args === undefined ? undefined : nodeAt(args, "file");
  if (node === undefined) return [];
  const keywords = inherit(place.keywords, map, { origin: "vars of import_tasks", level: 16 });
  const name = staticText(context, node, { ...place, keywords });
  if (name === undefined) {
    context.error("dynamic-import", "the file of import_tasks must be known before the run, and this name hangs on variables of hosts", node.place, "Use include_tasks, which is decided for each host");
    return [];
  }
  const file = tasksFilePath(name, place);
  if (place.trail.includes(file)) {
    context.error("import-cycle", `${name} imports itself: ${[...place.trail, file].join(" -> ")}`, node.place);
    return [];
  }
  return planTasksFile(context, file, { place: { ...place, keywords }, from: node });
}
