import { isDeepStrictEqual } from "node:util";
import { documented } from "./documented.js";
import type { EngineRun, Item, Json, Row } from "./outcome.js";

/** Modules whose results have just these keys. */
const EXACT: ReadonlySet<string> = new Set(["debug", "set_fact", "command", "shell", "assert", "fail"]);

/** In what two runs of a playbook differ, a line each; none: they agree. */
export function differences(ansible: EngineRun, tsplay: EngineRun): readonly string[] {
  // What Ansible does not take, or does not end, says nothing about tsplay: a slip in the playbook.
  if (ansible.end !== "success" && ansible.end !== "failed" && ansible.end !== "unreachable") return [`Ansible ${ansible.end}: mend the playbook, or say in a .refuses that both are to refuse it`];
  const ends = ansible.end === tsplay.end ? [] : [`ended: ansible ${ansible.end}, tsplay ${tsplay.end}`];
  return [...ends, ...rowDifferences(compared(ansible.rows, ansible.linear), compared(tsplay.rows, ansible.linear)), ...recapDifferences(ansible, tsplay), ...fileDifferences(ansible.files, tsplay.files)];
}

/** Both were to refuse it, and tsplay with the words. */
export function refusalDifferences(ansible: EngineRun, tsplay: EngineRun, words: string): readonly string[] {
  const refuses = ({ end }: EngineRun): boolean => end === "refused" || end === "failed";
  return [
    ...refuses(ansible) ? [] : [`Ansible does not refuse it: ${ansible.end}`],
    ...refuses(tsplay) ? [] : [`tsplay does not refuse it: ${tsplay.end}`],
    ...tsplay.output.includes(words) ? [] : [`tsplay does not say "${words}"`],
  ];
}

/** What both tell of: inclusions and meta tasks are told of differently when all is well. In the order of the tasks, the hosts of one by name; where each host goes its own way, host by host. */
function compared(rows: readonly Row[], linear: boolean): readonly Row[] {
  const kept = rows.filter(({ module, outcome }) => module !== "meta" && !(/^(?:include|import)_(?:tasks|role|playbook)$/.test(module) && (outcome === "ok" || outcome === "changed")));
  if (!linear) return [...kept].sort((a, b) => a.host === b.host ? 0 : a.host < b.host ? -1 : 1);
  const turns: Row[][] = [];
  for (const row of kept) {
    const turn = turns.at(-1);
    if (turn !== undefined && turn[0]?.taskId === row.taskId && !turn.some(({ host }) => host === row.host)) turn.push(row);
    else turns.push([row]);
  }
  return turns.flatMap((turn) => turn.sort((a, b) => a.host < b.host ? -1 : 1));
}

function rowDifferences(ansible: readonly Row[], tsplay: readonly Row[]): readonly string[] {
  const [a, t] = [ansible.map(line), tsplay.map(line)];
  const at = a.findIndex((text, index) => text !== t[index]);
  if (at >= 0 || t.length > a.length) return [`tasks differ from number ${at < 0 ? a.length + 1 : at + 1} on:`, ...sideBySide(a.slice(at < 0 ? a.length : at), t.slice(at < 0 ? a.length : at))];
  return ansible.flatMap((row, index) => valueDifferences(row, tsplay[index]));
}

function sideBySide(a: readonly string[], t: readonly string[]): string[] {
  return [...a.map((text) => `  - ansible ${text}`), ...t.map((text) => `  + tsplay  ${text}`)];
}

function line({ play, role, task, host, outcome, items }: Row): string {
  const loop = items.length === 0 ? "" : ` (${items.map((item) => item.outcome).join(", ")})`;
  return `[${play}] ${role === undefined ? "" : `${role} : `}${task} | ${host}: ${outcome}${loop}`;
}

function valueDifferences(a: Row, t: Row | undefined): readonly string[] {
  if (t === undefined) return [];
  const whole: readonly (readonly [Pick<Item, "values">, Pick<Item, "values"> | undefined])[] = a.looped || a.outcome === "unreachable" ? [] : [[a, t]];
  const pairs = [...whole, ...a.items.map((item, index) => [item, t.items[index]] as const)];
  return pairs.flatMap(([x, y]) => {
    const [left, right] = givenByBoth(documented(a.module, x.values), documented(a.module, y?.values), a);
    return isDeepStrictEqual(left, right) ? [] : [`result of ${line(a)}`, ...keyDifferences(left, right)];
  });
}

/**
 * Everything that Ansible gives is compared. Modules of tsplay may give more of what they document: Ansible leaves out what it did not look at, and in
 * a check run most. Where a module fails, what both give is compared.
 */
function givenByBoth(theirs: Json | undefined, ours: Json | undefined, { module, check, outcome }: Row): readonly [Json | undefined, Json | undefined] {
  if (EXACT.has(module) && !check) return [theirs, ours];
  const failed = outcome === "failed" || outcome === "ignored";
  return [failed ? only(theirs, ours) : theirs, only(ours, theirs)];
}

/** What is left of a result when only the keys of the other count. */
function only(result: Json | undefined, other: Json | undefined): Json | undefined {
  const keys = entriesOf(other);
  return typeof result === "object" && result !== null ? Object.fromEntries(Object.entries(result).filter(([key]) => keys.has(key))) : result;
}

function keyDifferences(a: Json | undefined, t: Json | undefined): string[] {
  const [left, right] = [entriesOf(a), entriesOf(t)];
  const keys = [...new Set([...left.keys(), ...right.keys()])].filter((key) => !isDeepStrictEqual(left.get(key), right.get(key)));
  return keys.flatMap((key) => [`  - ansible ${key}: ${JSON.stringify(left.get(key))}`, `  + tsplay  ${key}: ${JSON.stringify(right.get(key))}`]);
}

function entriesOf(value: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : [["(all of it)", value ?? "hidden"]]);
}

function recapDifferences({ recap: a, end }: EngineRun, { recap }: EngineRun): readonly string[] {
  if (end === "refused") return [];
  const t = withoutIdle(recap);
  return Object.keys({ ...a, ...t }).sort().filter((host) => !isDeepStrictEqual(a[host], t[host])).flatMap((host) => [`recap of ${host}:`, `  - ansible ${numbers(a[host])}`, `  + tsplay  ${numbers(t[host])}`]);
}

/** Ansible names no host on which nothing was tried. */
function withoutIdle(recap: EngineRun["recap"]): EngineRun["recap"] {
  return Object.fromEntries(Object.entries(recap).filter(([, numbers]) => Object.values(numbers).some((number) => number !== 0 && number !== false)));
}

function numbers(recap: object | undefined): string {
  return recap === undefined ? "none" : Object.entries(recap).map(([key, value]) => `${key}=${String(value)}`).join(" ");
}

function fileDifferences(a: ReadonlyMap<string, string>, t: ReadonlyMap<string, string>): readonly string[] {
  const paths = [...new Set([...a.keys(), ...t.keys()])].sort().filter((path) => a.get(path) !== t.get(path));
  return paths.flatMap((path) => [`file ${path}:`, `  - ansible ${a.get(path) ?? "none"}`, `  + tsplay  ${t.get(path) ?? "none"}`]);
}
