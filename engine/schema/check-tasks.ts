import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { checkKeywords } from "./check-keywords.js";
import { UNSUPPORTED_LOOP_CONTROL } from "./keyword-tables.js";
import { taskKeywords } from "./keywords.js";
import { mapUnder } from "./node-path.js";
import { BLOCK, HANDLER, TASK } from "./playbook-schema.js";

/** What a list of tasks is for. */
export type TaskKind = "task" | "handler";

/** Checks the keywords of a list of tasks and blocks, and of all below them. Which key names the module is the plan's to find out. */
export function checkTasks(node: Node | undefined, kind: TaskKind = "task"): readonly Diagnostic[] {
  if (node === undefined || (node.kind === "scalar" && node.value === null)) return [];
  if (node.kind !== "list") return [problemAt("wrong-type", `${kind}s must be a list`, { place: node.place, hint: "Begin each of them with `- `" })];
  return node.items.flatMap((item) => checkItem(item, kind));
}

function checkItem(item: Node, kind: TaskKind): readonly Diagnostic[] {
  if (item.kind !== "map") return [problemAt("wrong-type", `a ${kind} must be a dictionary`, { place: item.place, hint: "Write `- module: {parameter: value}`" })];
  return ["block", "rescue", "always"].some((key) => entryOf(item, key) !== undefined) ? checkBlock(item, kind) : checkTask(item, kind);
}

function checkBlock(item: MapNode, kind: TaskKind): readonly Diagnostic[] {
  return [
    ...checkKeywords(BLOCK.schema, item, BLOCK.wording),
    ...["block", "rescue", "always"].flatMap((key) => checkTasks(listUnder(item, key), kind)),
  ];
}

/** What is no list has been told of by the schema already. */
function listUnder(item: MapNode, key: string): Node | undefined {
  const node = entryOf(item, key)?.value;
  return node?.kind === "list" ? node : undefined;
}

function checkTask(item: MapNode, kind: TaskKind): readonly Diagnostic[] {
  const { schema, wording } = kind === "task" ? TASK : HANDLER;
  const keywords = { ...item, entries: item.entries.filter((entry) => taskKeywords.has(entry.key)) };
  return [...checkKeywords(schema, keywords, wording).map((each) => withListenHint(each, item)), ...checkLoops(item)];
}

function withListenHint(diagnostic: Diagnostic, item: MapNode): Diagnostic {
  const listen = entryOf(item, "listen");
  const same = diagnostic.code === "unknown-keyword" && listen?.keyPlace === diagnostic.place;
  return same ? { ...diagnostic, hint: "Only handlers listen; a task notifies them with `notify`" } : diagnostic;
}

const LOOPS = ["loop", "with_items", "with_list", "with_dict"];

function checkLoops(item: MapNode): readonly Diagnostic[] {
  const [first, second] = item.entries.filter((entry) => LOOPS.includes(entry.key));
  const twice = first === undefined || second === undefined ? [] : [problemAt("two-loops", `"${second.key}" and "${first.key}" exclude each other`, { place: second.keyPlace, hint: "Remove one of them" })];
  const control = mapUnder(item, "loop_control")?.entries.filter((entry) => UNSUPPORTED_LOOP_CONTROL.includes(entry.key)) ?? [];
  return [...twice, ...control.map((entry) => problemAt("unsupported-keyword", `\`loop_control.${entry.key}\` is not supported yet`, { place: entry.keyPlace, hint: "Remove it" }))];
}
