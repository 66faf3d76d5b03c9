import type { Event } from "#engine/core/event.js";
import { rowsOf, type Judgement } from "./foretold.js";

/** For each task and host what was foretold and what came of it, and the numbers below. */
export function siteTableText(foretold: readonly Event[], done: readonly Event[], judgement: Judgement): string {
  const said = new Map(rowsOf(foretold).map((row) => [keyOf(row), row.outcome]));
  const lines = rowsOf(done).map((row) => {
    const before = said.get(keyOf(row));
    const certainty = before !== undefined && "certainty" in before ? ` (${before.certainty.level})` : "";
    const mark = before?.kind === row.outcome.kind ? " " : before?.kind === "unknown" ? "?" : "!";
    return `${mark} ${row.host.padEnd(6)}${`${before?.kind ?? "-"}${certainty}`.padEnd(22)}${row.outcome.kind.padEnd(9)}${row.task.role ?? ""} ${row.task.name}${row.item === undefined ? "" : ` (${row.item.slice(0, 40)})`}`;
  });
  const { certain, assumed, unknown, wrong } = judgement;
  return ["", `  host  foretold              done     task`, ...lines, `  certain ${certain}, assumed ${assumed}, unknown ${unknown}, wrong ${wrong.length}`, ""].join("\n");
}

function keyOf({ host, task, item }: { host: string; task: { id: string }; item: string | undefined }): string {
  return `${host} ${task.id} ${item ?? ""}`;
}
