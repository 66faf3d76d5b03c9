import type { Event } from "#engine/core/event.js";
import { censored } from "./censored.js";
import { formatDiagnostic } from "./diagnostics.js";
import type { JsonLines } from "./json-lines.js";
import { masked } from "./masked.js";
import { Narrator } from "./narrator.js";
import { palette } from "./palette.js";
import { plainScreen, type Streams } from "./plain.js";
import type { Style } from "./result-lines.js";
import { canDraw, type Screen, type Terminal } from "./screen.js";

/** What a report is made of. */
export interface ReportOptions extends Streams {
  readonly out: Terminal;
  readonly err: Terminal;
  /** The number of -v. */
  readonly verbosity: number;
  readonly diff: boolean;
  readonly color: boolean;
  readonly check: boolean;
  readonly json?: JsonLines | undefined;
}

/** Takes every event of a run; `end` gives the terminal back and closes the JSON file, and does nothing the second time. */
export interface Report {
  (event: Event): void;
  end(): void;
}

/** Tells a run to people, and to a JSON file when asked. On a terminal one line shows how far the run is. */
export async function createReport(options: ReportOptions): Promise<Report> {
  const { verbosity, diff, check, json, mask } = options;
  const style: Style = { verbosity, diff, check, colors: palette(options.color) };
  const screen = await screenOf(options);
  const narrator = new Narrator(screen, style);
  const tell = (event: Event): void => {
    json?.write(event);
    narrator.tell(masked(slim(censored(event), style), mask));
  };
  let ended = false;
  return Object.assign(tell, {
    end: (): void => {
      if (ended) return;
      ended = true;
      screen.end();
      const incomplete = json?.close();
      if (incomplete !== undefined) screen.print([formatDiagnostic(incomplete, style.colors)], "err");
    },
  });
}

async function screenOf(options: ReportOptions): Promise<Screen> {
  if (!canDraw(options.out) || !canDraw(options.err)) return plainScreen(options);
  const { terminalScreen } = await import("./terminal.js");
  return terminalScreen(options);
}

/** Masking costs: values that nobody is going to see (facts of every host) are dropped first. */
function slim(event: Event, { verbosity }: Style): Event {
  if (verbosity > 0 || (event.type !== "task-end" && event.type !== "item-end") || event.task.module === "debug") return event;
  return "values" in event.outcome ? { ...event, outcome: { ...event.outcome, values: {} } } : event;
}
