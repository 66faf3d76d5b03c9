import type { Item, Json, Recap, Row, RowOutcome } from "./outcome.js";

/** A line of oracle/callback/conformance_recorder.py. */
export type RecordLine =
  | { readonly kind: "task" | "include" }
  | { readonly kind: "play"; readonly strategy: string }
  | ({ readonly kind: "item" | "result" } & Recorded)
  | { readonly kind: "recap"; readonly hosts: Readonly<Record<string, Readonly<Record<"ok" | "failures" | "unreachable" | "changed" | "skipped" | "rescued" | "ignored", number>>>> };

interface Recorded {
  readonly play: string;
  readonly id: string;
  readonly task: string;
  readonly action: string;
  readonly role: string | null;
  readonly host: string;
  readonly status: "ok" | "failed" | "skipped" | "unreachable";
  readonly ignored: boolean;
  readonly looped: boolean;
  readonly check: boolean;
  readonly no_log: boolean;
  readonly values: Readonly<Record<string, Json>>;
}

/** The rows of a run. */
export function rowsOf(lines: readonly RecordLine[]): readonly Row[] {
  const items = new Map<string, Item[]>();
  return lines.flatMap((line) => {
    if (line.kind !== "item" && line.kind !== "result") return [];
    const key = `${line.id}\n${line.host}`;
    const before = items.get(key) ?? [];
    if (line.kind === "item") {
      items.set(key, [...before, { outcome: outcomeOf(line), values: withoutItem(valuesOf(line)) }]);
      return [];
    }
    items.delete(key);
    return [rowOf(line, before)];
  });
}

function rowOf(line: Recorded, items: readonly Item[]): Row {
  return {
    play: line.play, role: line.role ?? undefined, task: short(line.task), taskId: line.id, module: short(line.action), host: line.host,
    outcome: outcomeOf(line), items, looped: line.looped, check: line.check, values: line.looped ? undefined : valuesOf(line),
  };
}

/** Without the collection that every name may have. */
function short(name: string): string {
  return name.replace(/^ansible\.(?:builtin|legacy)\./, "");
}

function outcomeOf({ status, ignored, values }: Recorded): RowOutcome {
  if (status === "failed" && ignored) return "ignored";
  return status === "ok" && values["changed"] === true ? "changed" : status;
}

/** Callbacks get a result without `failed` and `skipped`, which `register` has. */
function valuesOf({ values, status, no_log: hidden }: Recorded): Json | undefined {
  return hidden ? undefined : { changed: false, ...values, ...status === "skipped" ? { skipped: true } : { failed: status === "failed" } };
}

/** Callbacks get the item together with its result. */
function withoutItem(values: Json | undefined): Json | undefined {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return values;
  const map = values as Readonly<Record<string, Json>>;
  const own = ["ansible_loop_var", "ansible_index_var", "ansible_loop", map["ansible_loop_var"], map["ansible_index_var"]];
  return Object.fromEntries(Object.entries(map).filter(([key]) => !own.includes(key)));
}

/** Whether hosts wait for each other after each task. */
export function isLinear(lines: readonly RecordLine[]): boolean {
  return lines.every((line) => line.kind !== "play" || line.strategy === "linear");
}

/** The recap of a run. */
export function recapOf(lines: readonly RecordLine[]): Readonly<Record<string, Recap>> {
  const hosts = lines.find((line) => line.kind === "recap")?.hosts ?? {};
  return Object.fromEntries(Object.entries(hosts).map(([host, { failures, unreachable, ...rest }]) => [host, { ...rest, failed: failures, unreachable: unreachable > 0 }]));
}
