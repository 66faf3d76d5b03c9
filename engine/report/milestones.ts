import type { Event, RunStatus } from "#engine/core/event.js";
import type { Palette } from "./palette.js";
import { predictionsText, type Predictions } from "./predictions.js";
import { recapLines } from "./recap.js";
import type { Style } from "./result-lines.js";
import { oneLine } from "./visible.js";

const mostNamed = 20;

type Of<T extends Event["type"]> = Extract<Event, { readonly type: T }>;

/** What an earlier run left to do. */
export function owedLines({ host, handlers, since }: Of<"handlers-owed">, colors: Palette): string[] {
  return [`${colors.yellow(`owed: [${oneLine(host)}]`)} handlers that an earlier run (${oneLine(since)}) notified and did not run; they run now: ${handlers.map(oneLine).join(", ")}`];
}

/** What an interrupted run did and did not do. */
export function interruptedLines({ done, notDone, cutShort = [], jobs = [] }: Of<"interrupted">, colors: Palette): string[] {
  const cut = cutShort.map(({ host, task }) => `    [${oneLine(host)}] ${oneLine(task.name)}  ${oneLine(task.place.file)}:${task.place.line}`);
  const left = jobs.map(({ host, id, task }) => `    [${oneLine(host)}] ${oneLine(task)}  (${oneLine(id)})`);
  return [
    "", colors.red(colors.bold("INTERRUPTED")), ...listed("finished", done), ...listed("not finished", notDone),
    ...(cut.length === 0 ? [] : ["cut short, and how far these got on their hosts is not known:", ...cut]),
    ...(left.length === 0 ? [] : ["in the background, and ended with the run before their end:", ...left]),
  ];
}

/** The recap, and how sure a check run was. */
export function endLines({ recap, seconds, status }: Of<"run-end">, { colors, check }: Style, predictions: Predictions): string[] {
  return [
    "",
    `${colors.bold("RECAP")}${check ? " (check run: changed means would change)" : ""}`,
    ...(recap.length === 0 ? ["no hosts"] : recapLines(recap, colors)),
    ...(check ? [predictionsText(predictions)] : []),
    `${statusText[status]} in ${durationText(seconds)}`,
  ];
}

const statusText: Readonly<Record<RunStatus, string>> = {
  success: "Done",
  "failed-hosts": "Ended with failed hosts",
  "unreachable-hosts": "Ended with unreachable hosts",
  interrupted: "Interrupted",
};

/** `0.8 s`, `2 min 5 s`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function listed(title: string, names: readonly string[]): string[] {
  if (names.length === 0) return [`${title}: nothing`];
  const more = names.length - mostNamed;
  return [`${title}:`, ...names.slice(0, mostNamed).map((name) => `    ${oneLine(name)}`), ...(more > 0 ? [`    ... and ${more} more`] : [])];
}
