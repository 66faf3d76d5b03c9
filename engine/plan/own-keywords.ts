import type { MapNode } from "#engine/core/node.js";
import { loopControlOf, loopOf } from "./loop-forms.js";
import { mapAt, nodeAt, textAt } from "./nodes.js";
import { emptyMapAt } from "./synthetic.js";
import type { OwnKeywords } from "./types.js";

/** The keywords of a task that nothing around it hands down. */
export function ownKeywords(map: MapNode): OwnKeywords {
  const control = mapAt(map, "loop_control") ?? emptyMapAt(map.place);
  return {
    loop: loopOf(map),
    loopVar: textAt(control, "loop_var") ?? "item",
    indexVar: textAt(control, "index_var"),
    label: nodeAt(control, "label"), control: loopControlOf(map),
    register: textAt(map, "register"),
    until: nodeAt(map, "until"), retries: nodeAt(map, "retries"), delay: nodeAt(map, "delay"),
    changedWhen: nodeAt(map, "changed_when"), failedWhen: nodeAt(map, "failed_when"),
    async: nodeAt(map, "async"), poll: nodeAt(map, "poll"),
  };
}
