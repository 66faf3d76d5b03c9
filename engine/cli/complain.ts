import type { Diagnostic } from "#engine/core/diagnostic.js";
import { exitCodes } from "./exit-codes.js";
import { wantsColour } from "./colour-wish.js";

/** Tells what is wrong with the input, and ends the command with the exit code of bad input. */
export async function complain(diagnostics: readonly Diagnostic[], hide: (text: string) => string = (text) => text): Promise<void> {
  const { formatDiagnostics } = await import("#engine/report/diagnostics.js");
  const { palette } = await import("#engine/report/palette.js");
  process.stderr.write(`${hide(formatDiagnostics(diagnostics, palette(wantsColour(process.stderr, process.env))))}\n`);
  process.exitCode = exitCodes.badInput;
}
