import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isTemplate } from "#engine/language/template.js";
import { namesOf } from "./plan-handlers.js";
import type { PlannedPlay } from "./types.js";
import { knownTasks, writtenName } from "./walk.js";

/** Every name that is notified must be a handler's: Ansible tells only once a task has changed something. */
export function checkHandlers(play: PlannedPlay): readonly Diagnostic[] {
  const tasks = knownTasks(play);
  const known = play.handlers.flatMap(namesOf);
  if (tasks.some((task) => task.include?.open === true)) return []; // what it brings may be the handler
  if (play.handlers.some((handler) => isTemplate(writtenName(handler)))) return [];
  return tasks.flatMap((task) => task.keywords.notify.flatMap(scalars)).flatMap((node) => {
    const name = String(node.value);
    if (known.includes(name) || isTemplate(name)) return [];
    return [problemAt("unknown-handler", `no handler of this play is called "${name}" or listens to it`, { place: node.place, hint: didYouMean(name, known) ?? (known.length === 0 ? "The play has no handlers" : `Its handlers are: ${known.join(", ")}`) })];
  });
}

function scalars(node: Node): readonly Extract<Node, { kind: "scalar" }>[] {
  if (node.kind === "scalar") return [node];
  return node.kind === "list" ? node.items.flatMap(scalars) : [];
}
