import ora, { type Ora } from "ora";
import { truncate } from "./display-width.js";
import { type Streams, writeLines } from "./plain.js";
import { canDraw, type Screen, type Terminal } from "./screen.js";

/**
 * Results above, one line of progress below; the cursor comes back with `end`, with the end of the process, and with signals.
 * ora takes its line away and draws it again round whatever is written to standard output and standard error.
 */
export function terminalScreen(streams: Streams & { readonly err: Terminal; readonly color: boolean }): Screen {
  const { err } = streams;
  const spinner = ora({ stream: err, discardStdin: false, hideCursor: true, isEnabled: true, color: streams.color ? "cyan" : false });
  const giveUp = (): void => { if (!canDraw(err)) stop(spinner); };
  err.prependListener("resize", giveUp);
  return {
    eagerHeaders: false,
    print(lines, to = "out") { writeLines(streams, lines, to); },
    progress(text) { draw(spinner, err, text === undefined ? undefined : streams.mask.text(text)); },
    end() { err.removeListener("resize", giveUp); stop(spinner); },
  };
}

function draw(spinner: Ora, terminal: Terminal, text: string | undefined): void {
  if (text === undefined || !canDraw(terminal)) { stop(spinner); return; }
  // Two columns are the spinner's own; a line that wraps could not be taken away cleanly when the window narrows.
  spinner.text = truncate(text, Math.max(1, (terminal.columns ?? 80) - 3));
  if (!spinner.isSpinning) spinner.start();
}

function stop(spinner: Ora): void {
  if (spinner.isSpinning) spinner.stop();
}
