import { commandOf, placeIn } from "../command-of.js";
import { valueAt } from "../nodes.js";
import type { Rule } from "../rule.js";
import { shellPieces } from "../shell-text.js";

/** Pipes whose first commands may fail unnoticed. */
export const shellPipe: Rule = {
  id: "shell-pipe", severity: "warning", summary: "In a pipe only the last command's failure counts, unless pipefail is set",
  task(task) {
    const node = commandOf(task, ["shell"]);
    const failed = valueAt(task.map, "failed_when");
    if (node === undefined || failed !== undefined || isIgnored(valueAt(task.map, "ignore_errors"))) return [];
    const text = String(node.value);
    const pipe = shellPieces(text).find((piece) => piece.kind === "operator" && piece.text === "|");
    if (pipe === undefined || /pipefail|PIPESTATUS/.test(text) || /\|\|\s*(?:true|:)\s*$/.test(text)) return [];
    return [{ message: "a command in front of the pipe may fail unnoticed", place: placeIn(node, pipe.start, 1), hint: "Begin with `set -o pipefail`, and add `args: {executable: /bin/bash}` where /bin/sh cannot do it" }];
  },
};

function isIgnored(node: ReturnType<typeof valueAt>): boolean {
  return node?.kind === "scalar" && node.value !== false && node.value !== null;
}
