import type { Diagnostic } from "#engine/core/diagnostic.js";
import { wantsColour } from "./colour-wish.js";

/** Tells of warnings on standard error, and lets the command go on. */
export async function warn(warnings: readonly Diagnostic[]): Promise<void> {
  if (warnings.length === 0) return;
  const { formatDiagnostics } = await import("#engine/report/diagnostics.js");
  const { palette } = await import("#engine/report/palette.js");
  process.stderr.write(`${formatDiagnostics(warnings, palette(wantsColour(process.stderr, process.env)))}\n`);
}
