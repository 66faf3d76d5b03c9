import { namedLookup } from "#engine/core/lookup-names.js";
import { didYouMean } from "#engine/core/suggest.js";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapEntry, type MapNode, type Node } from "#engine/core/node.js";
import { checkKeywords } from "./check-keywords.js";
import { taskKeywords } from "./keywords.js";
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

const WITH = "with_";

function checkLoops(item: MapNode): readonly Diagnostic[] {
  const loops = item.entries.filter(({ key }) => key === "loop" || key.startsWith(WITH));
  const [first, second] = loops;
  const twice = first === undefined || second === undefined ? [] : [problemAt("two-loops", `"${second.key}" and "${first.key}" exclude each other`, { place: second.keyPlace, hint: "Remove one of them" })];
  return [...twice, ...loops.flatMap(checkLoopForm)];
}

/** Every `with_X` is a loop over what the lookup X finds. */
function checkLoopForm({ key, keyPlace }: MapEntry): readonly Diagnostic[] {
  const named = key.startsWith(WITH) ? namedLookup(key.slice(WITH.length)) : undefined;
  if (named === undefined || named.kind === "known") return [];
  if (named.kind === "refused") return [problemAt("unsupported-keyword", `\`${key}\` is not supported`, { place: keyPlace, hint: named.hint })];
  return [problemAt("unknown-keyword", `"${key}" is not a keyword of tasks: there is no such lookup`, { place: keyPlace, hint: didYouMean(key, [...taskKeywords]) ?? "Use `loop`" })];
}
