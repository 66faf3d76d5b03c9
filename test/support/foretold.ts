import type { DiffPart } from "#engine/core/change.js";
import type { Event, Outcome, TaskName } from "#engine/core/event.js";

/** What became of one task, or of one item of its loop, on one host. */
export interface Row {
  readonly host: string;
  readonly task: TaskName;
  readonly item: string | undefined;
  readonly outcome: Outcome;
}

/** What a check run foretold, held against what the run then did. */
export interface Judgement {
  readonly rows: readonly Row[];
  readonly certain: number;
  readonly assumed: number;
  readonly unknown: number;
  /** A sentence for each prediction that did not come true, and for each failure. */
  readonly wrong: readonly string[];
  /** Certain changes that came true, but whose foretold diff was another one than the real one. */
  readonly otherDiff: readonly string[];
}

/** One time that a task was through on a host, with its items. */
interface Turn extends Row {
  readonly items: readonly Row[];
}

/** Compares a check run with the real run that followed: per host, task and item, in the order of the plan. */
export function judge(check: readonly Event[], real: readonly Event[]): Judgement {
  const foretold = turnsOf(check);
  const done = turnsOf(real);
  const pairs = [...new Set([...foretold.keys(), ...done.keys()])].flatMap((key) => pairTurns(foretold.get(key), done.get(key)));
  const level = (wanted: string): number => pairs.filter(({ before, after }) => before?.outcome.kind === after?.outcome.kind && certaintyOf(before) === wanted).length;
  return {
    rows: pairs.flatMap(({ after }) => after ?? []),
    certain: level("certain"), assumed: level("assumed"),
    unknown: pairs.filter(({ before }) => before?.outcome.kind === "unknown").length,
    wrong: pairs.flatMap(wrongWith), otherDiff: pairs.flatMap(otherDiff),
  };
}

/** All rows of a run; a looped task counts by its items. */
export function rowsOf(events: readonly Event[]): Row[] {
  return [...turnsOf(events).values()].flatMap((turn) => turn.items.length > 0 ? turn.items : [turn]);
}

/** A row for people. */
export function rowText({ host, task, item }: Row): string {
  return `${host}: ${task.name}${item === undefined ? "" : ` (${item})`} [line ${task.place.line}]`;
}

/** Whether a run must not have such a row: it failed, and the playbook did not expect it to. */
export function isFailure({ outcome }: Row): boolean {
  return outcome.kind === "failed" && !outcome.ignored && !outcome.rescued;
}

interface Pair {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

function turnsOf(events: readonly Event[]): Map<string, Turn> {
  const turns = new Map<string, Turn>();
  let items: Row[] = [];
  for (const event of events) {
    if (event.type === "item-end") items.push({ host: event.host, task: event.task, item: event.item, outcome: event.outcome });
    if (event.type !== "task-end") continue;
    const { host, task, outcome } = event;
    const mine = (row: Row): boolean => row.host === host && row.task.id === task.id;
    turns.set(freeKey(turns, `${host} ${task.id}`), { host, task, item: undefined, outcome, items: items.filter(mine) });
    items = items.filter((row) => !mine(row));
  }
  return turns;
}

/** A handler may run more than once. */
function freeKey(turns: ReadonlyMap<string, unknown>, key: string): string {
  let time = 1;
  while (turns.has(`${key} ${time}`)) time += 1;
  return `${key} ${time}`;
}

function pairTurns(before: Turn | undefined, after: Turn | undefined): Pair[] {
  if (before?.outcome.kind === "unknown" && before.items.length === 0) return [{ before, after }];
  const [first = [], second = []] = [before, after].map((turn) => turn === undefined || turn.items.length === 0 ? [turn] : turn.items);
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => ({ before: first[index], after: second[index] }));
}

function wrongWith({ before, after }: Pair): string[] {
  const row = after ?? before;
  const [foretold = "", was = ""] = [before, after].map((each) => each?.outcome.kind ?? "not run");
  const right = foretold === "unknown" || (foretold === was && before?.item === after?.item);
  return right || row === undefined ? [] : [`${rowText(row)}: foretold ${foretold}, was ${was}`];
}

function certaintyOf(row: Row | undefined): "certain" | "assumed" | undefined {
  if (row === undefined || row.outcome.kind === "unknown") return undefined;
  return "certainty" in row.outcome ? row.outcome.certainty.level : "certain";
}

function otherDiff({ before, after }: Pair): string[] {
  if (before?.outcome.kind !== "changed" || after?.outcome.kind !== "changed" || before.outcome.certainty.level !== "certain") return [];
  const [foretold, was] = [before.outcome.diff, after.outcome.diff].map((diff) => diff.map(diffText).join("\n"));
  return foretold === was ? [] : [`${rowText(after)}: foretold ${foretold ?? ""}, was ${was ?? ""}`];
}

/** What of a diff is shown: of fields those that differ. */
function diffText(part: DiffPart): string {
  if (part.kind !== "fields") return JSON.stringify(part);
  const { title, before, after, keys } = part;
  return JSON.stringify({ title, absent: [before === undefined, after === undefined], fields: keys.map((key) => [key, before?.[key], after?.[key]]) });
}
