import { commandOf, placeIn } from "../command-of.js";
import type { Node } from "#engine/core/node.js";
import type { LintTask } from "../lint-file.js";
import { itemsAt, textAt, mapAt } from "../nodes.js";
import type { Project } from "../project.js";
import type { Rule } from "../rule.js";
import { shellPieces } from "../shell-text.js";

/** Filters whose results hold nothing special to a shell. */
const HARMLESS = /\|\s*(?:ansible\.builtin\.)?(?:quote|int|float|bool|length|count|hash|checksum|b64encode|ternary|regex_escape|sha1|md5)\b[^|]*\}\}$/;

/** Variables that the shell reads as more than one word. */
export const shellUnquoted: Rule = {
  id: "shell-unquoted", severity: "warning", summary: "A variable in a shell command without `| quote`: blanks and special characters in its value become part of the command",
  task(task, project) {
    const node = commandOf(task, ["shell"]);
    if (node === undefined || String(node.value).includes("<<")) return [];
    const bare = shellPieces(String(node.value)).filter((piece) => piece.kind === "template" && piece.quote === "" && piece.text.startsWith("{{") && !isHarmless(piece.text, task, project));
    // A command that is nothing but a variable is meant to be read by the shell.
    const [first] = bare;
    if (first === undefined || first.start === 0) return [];
    return [{ message: `${first.text} is not quoted: what is special to a shell in its value becomes part of the command`, place: placeIn(node, first.start, first.text.length), hint: `Write ${first.text.replace(/\s*\}\}$/, " | quote }}")}` }];
  },
};

function isHarmless(template: string, task: LintTask, { names }: Project): boolean {
  if (HARMLESS.test(template) || /^\{\{\s*(?:\d+|ansible_\w+|inventory_hostname(?:_short)?|\w+\.rc)\s*\}\}$/.test(template)) return true;
  const name = /^\{\{-?\s*([A-Za-z_]\w*)\s*-?\}\}$/.exec(template)?.[1];
  if (name === undefined) return false;
  if (name === (textAt(mapAt(task.map, "loop_control"), "loop_var") ?? "item")) return everyPlain(["loop", "with_items", "with_list"].flatMap((key) => itemsAt(task.map, key)));
  return !names.made.has(name) && everyPlain(names.written.get(name) ?? []);
}

/** Whether all that a variable can be is written out, and has nothing in it that means something to a shell. */
function everyPlain(nodes: readonly Node[]): boolean {
  return nodes.length > 0 && nodes.every((node) => node.kind === "scalar" && /^[\w@%+=:,.\/-]+$/.test(String(node.value)));
}
