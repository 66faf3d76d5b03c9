import type { Event, Outcome } from "#engine/core/event.js";
import { rowsOf, type Judgement, type Row } from "./foretold.js";

/** For each task and host what was foretold and what came of it, and the numbers below. */
export function siteTableText(foretold: readonly Event[], done: readonly Event[], judgement: Judgement): string {
  const said = new Map(rowsOf(foretold).map((row) => [keyOf(row), row.outcome]));
  const lines = rowsOf(done).map((row) => rowLine(row, said.get(keyOf(row))));
  const { certain, assumed, unknown, wrong } = judgement;
  return ["", `  host  foretold              done     task`, ...lines, `  certain ${certain}, assumed ${assumed}, unknown ${unknown}, wrong ${wrong.length}`, ""].join("\n");
}

function rowLine({ host, outcome, task, item }: Row, before: Outcome | undefined): string {
  const marks: Readonly<Record<string, string>> = { [outcome.kind]: " ", unknown: "?" };
  const mark = marks[before?.kind ?? ""] ?? "!";
  const name = [task.role, task.name, item?.slice(0, 40)].filter((part) => part !== undefined).join(" | ");
  return `${mark} ${host.padEnd(6)}${foretoldText(before).padEnd(22)}${outcome.kind.padEnd(9)}${name}`;
}

function foretoldText(before: Outcome | undefined): string {
  if (before === undefined) return "-";
  return "certainty" in before ? `${before.kind} (${before.certainty.level})` : before.kind;
}

function keyOf({ host, task, item }: { host: string; task: { id: string }; item: string | undefined }): string {
  return `${host} ${task.id} ${item ?? ""}`;
}
