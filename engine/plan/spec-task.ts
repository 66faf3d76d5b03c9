import type { MapNode } from "#engine/core/node.js";
import type { RoleFiles } from "#engine/load/role.js";
import type { PlanContext } from "./context.js";
import type { ListPlace } from "./list-place.js";
import { mapAt, textAt } from "./nodes.js";
import { ownKeywords } from "./own-keywords.js";
import { emptyMapAt, scalarAt } from "./synthetic.js";
import type { PlannedTask } from "./types.js";

/**
 * The task that checks the arguments of a role before its first task, when its argument specs have this entry point. It always runs
 * (Ansible: "Role argument validation").
 */
export function specTask(context: PlanContext, { argumentSpecs }: RoleFiles, { place, entry }: { place: ListPlace; entry: string }): PlannedTask | undefined {
  const point = entry.replace(/\.ya?ml$/, "");
  const spec = argumentSpecs === undefined ? undefined : mapAt(argumentSpecs, point);
  const options = spec === undefined ? undefined : mapAt(spec, "options");
  const module = context.module("validate_argument_spec");
  if (spec === undefined || options === undefined || module === undefined) return undefined;
  const summary = textAt(spec, "short_description");
  return {
    kind: "task", id: context.nextId(), module, args: argsWith(options, contextOf(spec, point, place)), place: spec.place, role: place.role, handler: false, listen: [], include: undefined,
    name: scalarAt(`Validating arguments against arg spec '${point}'${summary === undefined ? "" : ` - ${summary}`}`, spec.place),
    keywords: { ...place.keywords, tags: [...new Set([...place.keywords.tags, "always"])] },
    own: ownKeywords(emptyMapAt(spec.place)),
  };
}

/** What is checked, as the task registers it. */
function contextOf({ place: at }: MapNode, point: string, { role }: ListPlace): MapNode {
  const said = { argument_spec_name: point, name: role?.name ?? "", path: role?.path ?? "", type: "role" };
  return { kind: "map", place: at, entries: Object.entries(said).map(([key, value]) => ({ key, keyPlace: at, value: scalarAt(value, at) })) };
}

function argsWith(options: MapNode, context: MapNode): MapNode {
  const { place } = options;
  return { kind: "map", place, entries: [{ key: "argument_spec", keyPlace: place, value: options }, { key: "validate_args_context", keyPlace: place, value: context }] };
}
