import { Writable } from "node:stream";
import type { Event, Outcome, TaskName } from "#engine/core/event.js";
import { Mask } from "#engine/core/mask.js";
import type { Place } from "#engine/core/place.js";
import { createReport, type ReportOptions } from "#engine/report/report.js";

export const place: Place = { file: "site.yml", line: 4, column: 5, text: "  - copy:" };

/** A task as events name it. */
export function taskNamed(name: string, more: Partial<TaskName> = {}): TaskName {
  return { name, module: "copy", role: undefined, play: "Site", handler: false, place, id: name, noLog: false, ...more };
}

/** The end of a task on a host. */
export function ended(task: TaskName, host: string, outcome: Outcome): Event {
  return { type: "task-end", at: 1, task, host, outcome, seconds: 0.25 };
}

export const okay: Outcome = { kind: "ok", certainty: { level: "certain" }, values: {} };

/** A change that was made. */
export function changed(more: Partial<Extract<Outcome, { kind: "changed" }>> = {}): Outcome {
  return { kind: "changed", applied: true, certainty: { level: "certain" }, diff: [], values: {}, ...more };
}

/** A failed task. */
export function failed(more: Partial<Extract<Outcome, { kind: "failed" }>> = {}): Outcome {
  return { kind: "failed", problem: { reason: "missing", what: "nginx" }, values: {}, ignored: false, rescued: false, ...more };
}

/** A stream that keeps what is written to it. */
export class Sink extends Writable {
  text = "";
  override _write(chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

/** What a plain report of the events prints to standard output and to standard error. */
export async function told(events: readonly Event[], options: Partial<ReportOptions> = {}): Promise<{ out: string; err: string }> {
  const out = new Sink();
  const err = new Sink();
  const report = await createReport({ out, err, mask: new Mask(), verbosity: 0, diff: false, color: false, check: false, ...options });
  for (const event of events) report(event);
  report.end();
  return { out: out.text, err: err.text };
}
