import type { Problem } from "#engine/core/problem.js";
import type { WriteStep } from "#engine/core/step.js";
import type { RawOutput } from "./shell.js";
import { WRITE_CODES } from "./write-script.js";

type Stage = Extract<Problem, { reason: "write-failed" }>["stage"];

const STAGES: ReadonlyMap<number, Stage> = new Map<number, Stage>([
  [WRITE_CODES.parent, "parent-missing"], [WRITE_CODES.create, "create"], [WRITE_CODES.space, "create"], [WRITE_CODES.differs, "create"],
  [WRITE_CODES.owner, "owner"], [WRITE_CODES.mode, "mode"], [WRITE_CODES.rename, "rename"], [WRITE_CODES.backup, "create"],
]);

/** What a failed WRITE_SCRIPT means. */
export function writeProblem({ path, validate = [], timeout }: WriteStep, { code, stdout, stderr }: RawOutput): Problem {
  const said = stderr.toString("utf8").trim();
  if (code === 124 && timeout !== undefined) return { reason: "timed-out", command: `write ${path}`, seconds: timeout, stdout: "", stderr: said };
  if (code === WRITE_CODES.validate) return checkFailed(path, validate, stdout.toString("utf8"));
  // ENOSPC, EDQUOT as coreutils name them; any stage may meet them
  const full = /No space left on device|Disk quota exceeded/.test(said);
  return { reason: "write-failed", path, stage: full ? "space" : STAGES.get(code) ?? "create", stderr: said };
}

function checkFailed(path: string, validate: readonly string[], stdout: string): Problem {
  const end = stdout.lastIndexOf("\n");
  return { reason: "validation-failed", path, command: validate.join(" "), code: Number(stdout.slice(end + 1)), output: stdout.slice(0, end).trim() };
}
