import type { MapNode, Node } from "#engine/core/node.js";
import { textAt, valueAt } from "../nodes.js";
import type { Rule } from "../rule.js";

const SECRET = /passw(?:or)?d|secret|private[_-]?key|token|credential|\.pgpass|\.netrc|\.key$/i;
const WRITERS = ["copy", "template", "get_url", "lineinfile", "blockinfile"];

/** Files with secrets that anybody may read. */
export const secretMode: Rule = {
  id: "secret-mode", severity: "warning", summary: "A file that by its name or content holds a secret, written without a mode: others may read it",
  task({ name, args }) {
    if (!WRITERS.includes(name) || args === undefined || valueAt(args, "mode") !== undefined || textAt(args, "state") === "absent") return [];
    const dest = valueAt(args, "dest") ?? valueAt(args, "path");
    if (dest === undefined || !(namedSecret(dest) || (name === "copy" && holdsSecret(args)))) return [];
    return [{ message: "this file holds a secret, it seems, and no mode says who may read it", place: dest.place, hint: "Add `mode: \"0600\"` and an owner" }];
  },
};

function namedSecret(dest: Node): boolean {
  return dest.kind === "scalar" && SECRET.test(String(dest.value));
}

function holdsSecret(args: MapNode): boolean {
  return /\{\{[^}]*(?:passw(?:or)?d|secret|private_key|token)/i.test(textAt(args, "content") ?? "");
}
