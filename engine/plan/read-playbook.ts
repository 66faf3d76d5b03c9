import { dirname, resolve } from "node:path";
import type { MapNode, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { openedTasks } from "#engine/load/vault/sealed-nodes.js";
import { readYamlFile } from "#engine/load/yaml.js";
import { checkPlaybook } from "#engine/schema/check-playbook.js";
import { renderNode } from "#engine/language/template.js";
import type { PlanContext } from "./context.js";
import { nodeAt } from "./nodes.js";
import { writtenScope } from "./written-scope.js";

/** A play as it stands in a file, with what an import_playbook around it adds. */
export interface RawPlay {
  readonly map: MapNode;
  readonly dir: string;
  /** `when`, `tags` and `vars` of the import_playbook entries around it, outermost first. */
  readonly around: readonly MapNode[];
}

/** The plays of a playbook file, those of imported playbooks in their place. */
export function readPlaybook(context: PlanContext, file: string, from?: { readonly place: Place; readonly trail: readonly string[] }): readonly RawPlay[] {
  const path = resolve(file);
  if (from?.trail.includes(path) === true) {
    context.error("import-cycle", `playbooks import each other in a circle: ${[...from.trail, path].join(" -> ")}`, from.place);
    return [];
  }
  const read = readYamlFile(file, from?.place);
  if (!read.ok) {
    context.report(...read.error);
    return [];
  }
  const plays = openedTasks(read.value);
  const problems = checkPlaybook(plays, file);
  context.report(...problems);
  const trail = [...from?.trail ?? [], path];
  return (plays?.kind === "list" ? plays.items : []).flatMap((node) => playsOf(context, node, { dir: dirname(path), trail }));
}

interface Here {
  readonly dir: string;
  readonly trail: readonly string[];
}

function playsOf(context: PlanContext, node: Node, { dir, trail }: Here): readonly RawPlay[] {
  if (node.kind !== "map") return [];
  const imported = nodeAt(node, "import_playbook") ?? nodeAt(node, "ansible.builtin.import_playbook");
  if (imported === undefined) return [{ map: node, dir, around: [] }];
  if (imported.kind !== "scalar") return [];
  const name = renderNode(imported, writtenScope([], imported.place, context.sources));
  if (!name.ok || typeof name.value !== "string") {
    context.error("dynamic-import", "the playbook of import_playbook must be known before the run: only variables of the command line can name it", imported.place, "Write the name itself, or give its variables with -e");
    return [];
  }
  const plays = readPlaybook(context, resolve(dir, name.value), { place: imported.place, trail });
  return plays.map((play) => ({ ...play, around: [node, ...play.around] }));
}
