import type { Judgement } from "./foretold.js";

const columns = ["tasks", "certain", "assumed", "unknown", "wrong"] as const;

/** A table for people: for each module how many tasks and items were played, and how many of their outcomes were foretold. */
export function moduleTableText(judged: ReadonlyMap<string, Judgement>): string {
  const rows = [...judged].map(([name, judgement]) => [name, judgement.rows.length, judgement.certain, judgement.assumed, judgement.unknown, judgement.wrong.length] as const);
  const sums = columns.map((_, index) => rows.reduce((sum, row) => sum + Number(row[index + 1]), 0));
  return ["", line(["module", ...columns]), ...rows.map(line), line(["all", ...sums]), ""].join("\n");
}

function line([name, ...cells]: readonly (string | number)[]): string {
  return `  ${String(name).padEnd(16)}${cells.map((cell) => String(cell).padStart(9)).join("")}`;
}
