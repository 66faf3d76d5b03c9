import { readFileSync } from "node:fs";
import { entryOf } from "#engine/core/node.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { FreeName } from "#engine/language/free-names.js";
import { namesInJinja, namesInMustache } from "#engine/language/template-names.js";
import { shownPath } from "#engine/load/read-text.js";
import { findSource } from "./source-paths.js";
import type { PlannedTask } from "./types.js";

/** The variables of the template that a task names plainly; a mistake in it is found here, before any host. */
export function namesInTemplate({ module, args, role }: PlannedTask, playbookDir: string): Result<readonly FreeName[], Diagnostic> {
  const src = module.name === "template" ? entryOf(args, "src")?.value : undefined;
  const path = src?.kind === "scalar" ? findSource("templates", String(src.value), { role, playbookDir }) : undefined;
  const text = path === undefined ? undefined : textOf(path);
  if (path === undefined || text === undefined) return ok([]);
  return path.endsWith(".j2") ? namesInJinja(text, shownPath(path)) : namesInMustache(text, shownPath(path));
}

/** A file that cannot be read is told of when the task has its turn, with the reason. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
