import type { Terminal } from "#engine/report/screen.js";

/** Whether to colour what goes to a stream: --no-color, then NO_COLOR (no-color.org) and FORCE_COLOR, then whether it is a terminal that can. */
export function wantsColour(stream: Terminal, env: NodeJS.ProcessEnv, allowed = true): boolean {
  if (!allowed || (env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
