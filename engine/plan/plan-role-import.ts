import type { MapNode } from "#engine/core/node.js";
import type { PlanContext } from "./context.js";
import { importArguments } from "./import-arguments.js";
import { inherit } from "./keywords.js";
import type { ListPlace } from "./list-place.js";
import { mapAt, nodeAt } from "./nodes.js";
import { planRoles } from "./plan-role.js";
import { writtenCall } from "./role-parts.js";
import { staticText } from "./static-text.js";
import { scalarAt } from "./synthetic.js";
import type { PlannedItem } from "./types.js";

/** Plans import_role: the role's tasks stand in its place; its handlers, defaults and vars are there for the whole play. */
export function planRoleImport(context: PlanContext, map: MapNode, { key, place }: { key: string; place: ListPlace }): readonly PlannedItem[] {
  const args = importArguments(context, map, { key, like: "include_role" });
  const node = args === undefined ? undefined : nodeAt(args, "name");
  if (args === undefined || node === undefined) return [];
  const keywords = inherit(place.keywords, map, { origin: "vars of import_role", level: 16 });
  const name = staticText(context, node, { ...place, keywords });
  if (name === undefined) {
    context.error("dynamic-import", "the role of import_role must be known before the run, and this name hangs on variables of hosts", node.place, "Use include_role, which is decided for each host");
    return [];
  }
  const { items, handlers, layers } = planRoles(context, [scalarAt(name, node.place)], { ...place, keywords }, { ...writtenCall(args, false), vars: mapAt(map, "vars") });
  place.gathered.handlers.push(...handlers);
  place.gathered.layers.push(...layers);
  return items;
}
