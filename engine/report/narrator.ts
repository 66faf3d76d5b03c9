import { asWarning } from "#engine/core/diagnostic.js";
import type { Event, TaskName } from "#engine/core/event.js";
import { formatDiagnostic } from "./diagnostics.js";
import { endLines, interruptedLines, owedLines } from "./milestones.js";
import { counted, noPredictions } from "./predictions.js";
import { headerWord, progressed, progressText, titleOf, type Progress } from "./progress.js";
import { isOfInterest, resultLines, type ResultEvent, type Style } from "./result-lines.js";
import type { Screen } from "./screen.js";
import { sentenceLines } from "./sentence.js";
import { describeUnreachable } from "./sentences.js";
import { valueLines } from "./values-text.js";
import { oneLine } from "./visible.js";

type Tellers = { readonly [T in Event["type"]]: (event: Extract<Event, { readonly type: T }>) => void };

/** Tells a run to people, event by event: which headers stand above which results, and what is worth a line. */
export class Narrator {
  readonly #screen: Screen;
  readonly #style: Style;
  #header: string | undefined;
  #progress: Progress | undefined;
  #predictions = noPredictions;
  /** Task and host of loops whose items were told: their summary would say it again. */
  readonly #itemised = new Set<string>();

  /** What is told of each kind of event. */
  readonly #tellers: Tellers = {
    "run-start": ({ check }) => { if (check) this.#print([this.#style.colors.bold("CHECK RUN: nothing is changed; what is told is what would happen.")]); },
    "play-start": (event) => { this.#play(event); },
    "task-start": ({ task }) => { if (this.#screen.eagerHeaders) this.#under(task, []); },
    parameters: ({ task, host, params }) => { if (this.#style.verbosity >= 2) this.#under(task, [`given: [${oneLine(host)}]`, ...valueLines(params).map((line) => `    ${line}`)]); },
    "item-end": (event) => { this.#result(event); },
    "task-end": (event) => { this.#result(event); },
    "host-unreachable": (event) => { this.#unreachable(event); },
    notified: (event) => { if (this.#style.verbosity > 0) this.#under(event.by, [`notified: [${oneLine(event.host)}] ${event.handlers.map(oneLine).join(", ")}`]); },
    "handlers-owed": (event) => { this.#print(owedLines(event, this.#style.colors)); },
    warning: ({ diagnostic }) => { this.#screen.print([formatDiagnostic(asWarning(diagnostic), this.#style.colors)], "err"); },
    interrupted: (event) => { this.#last(interruptedLines(event, this.#style.colors)); },
    "run-end": (event) => { this.#last(endLines(event, this.#style, this.#predictions)); },
  };

  constructor(screen: Screen, style: Style) {
    this.#screen = screen;
    this.#style = style;
  }

  /** Tells one event. */
  tell(event: Event): void {
    this.#predictions = counted(this.#predictions, event);
    this.#progress = progressed(this.#progress, event);
    this.#lines(event);
    this.#screen.progress(this.#progress && progressText(this.#progress));
  }

  #lines(event: Event): void {
    const tell = this.#tellers[event.type] as ((event: Event) => void);
    tell(event);
  }

  #play({ play, hosts }: Extract<Event, { readonly type: "play-start" }>): void {
    this.#header = undefined;
    const count = hosts.length === 0 ? "no hosts" : `${hosts.length} host${hosts.length === 1 ? "" : "s"}`;
    this.#print(["", `${this.#style.colors.bold(`PLAY [${oneLine(play)}]`)} ${count}`]);
  }

  #result(event: ResultEvent): void {
    const key = `${event.task.id}\n${event.host}`;
    if (event.type === "item-end") this.#itemised.add(key);
    const toldByItems = event.type === "task-end" && this.#itemised.delete(key) && event.outcome.kind !== "failed";
    if (toldByItems || (this.#style.verbosity === 0 && !isOfInterest(event))) return;
    this.#under(event.task, resultLines(event, this.#style));
  }

  #unreachable({ host, cause, task, ignored }: Extract<Event, { readonly type: "host-unreachable" }>): void {
    const [first = "", ...more] = sentenceLines(describeUnreachable(cause));
    const word = ignored ? this.#style.colors.yellow(`unreachable (ignored): [${oneLine(host)}]`) : this.#style.colors.red(`unreachable: [${oneLine(host)}]`);
    const lines = [`${word} ${first}`, ...more];
    if (task === undefined) this.#print(lines);
    else this.#under(task, lines);
  }

  /** Prints lines below the header of their task, which is repeated when another one was told in between. */
  #under(task: TaskName, lines: readonly string[]): void {
    const isNew = this.#header !== task.id;
    this.#header = task.id;
    this.#print(isNew ? ["", this.#headerLine(task), ...lines] : lines);
  }

  #headerLine(task: TaskName): string {
    const { colors, verbosity } = this.#style;
    const where = verbosity >= 2 ? colors.dim(`  ${oneLine(task.place.file)}:${task.place.line}`) : "";
    return `${colors.bold(`${headerWord(task)} [${titleOf(task)}]`)}${where}`;
  }

  /** Nothing is in progress any more. */
  #last(lines: readonly string[]): void {
    this.#progress = undefined;
    this.#screen.progress(undefined);
    this.#print(lines);
  }

  #print(lines: readonly string[]): void {
    this.#screen.print(lines);
  }
}
