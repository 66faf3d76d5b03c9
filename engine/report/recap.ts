import type { HostRecap } from "#engine/core/event.js";
import { displayWidth, padEnd } from "./display-width.js";
import type { Palette } from "./palette.js";
import { oneLine } from "./visible.js";

/** A column: what it is called, its number, and its colour where it is not 0. */
interface Column {
  readonly name: string;
  readonly count: (recap: HostRecap) => number;
  readonly paint: (colors: Palette) => (text: string) => string;
}

const columns: readonly Column[] = [
  { name: "ok", count: (recap) => recap.ok, paint: (colors) => colors.green },
  { name: "changed", count: (recap) => recap.changed, paint: (colors) => colors.yellow },
  { name: "unreachable", count: (recap) => Number(recap.unreachable), paint: (colors) => colors.red },
  { name: "failed", count: (recap) => recap.failed, paint: (colors) => colors.red },
  { name: "skipped", count: (recap) => recap.skipped, paint: (colors) => colors.cyan },
  { name: "rescued", count: (recap) => recap.rescued, paint: (colors) => colors.blue },
  { name: "ignored", count: (recap) => recap.ignored, paint: (colors) => colors.blue },
  { name: "unknown", count: (recap) => recap.unknown, paint: (colors) => colors.magenta },
  { name: "not-attempted", count: (recap) => recap.notAttempted, paint: (colors) => colors.red },
];

/** One line a host, `app1 : ok=12 changed=3 ...`, aligned; below a host, the handlers it is owed. */
export function recapLines(recap: readonly HostRecap[], colors: Palette): string[] {
  const nameWidth = Math.max(0, ...recap.map(({ host }) => displayWidth(oneLine(host))));
  const widths = columns.map(({ name, count }) => Math.max(0, ...recap.map((each) => `${name}=${count(each)}`.length)));
  return recap.flatMap((each) => [
    `${colourOf(each, colors)(padEnd(oneLine(each.host), nameWidth))} : ${columns.map((column, index) => cell(column, each, { width: widths[index] ?? 0, colors })).join(" ").trimEnd()}`,
    ...owed(each, nameWidth),
  ]);
}

function cell({ name, count, paint }: Column, recap: HostRecap, { width, colors }: { readonly width: number; readonly colors: Palette }): string {
  const number = count(recap);
  const text = padEnd(`${name}=${number}`, width);
  return number === 0 ? text : paint(colors)(text);
}

function colourOf(recap: HostRecap, colors: Palette): (text: string) => string {
  if (recap.unreachable || recap.failed > 0) return colors.red;
  if (recap.unknown > 0) return colors.magenta;
  return recap.changed > 0 ? colors.yellow : colors.green;
}

function owed({ owed: handlers }: HostRecap, indent: number): string[] {
  if (handlers.length === 0) return [];
  return [`${" ".repeat(indent)}   owes handlers that were notified and did not run: ${handlers.map((name) => `"${oneLine(name)}"`).join(", ")}; the next run runs them first`];
}
