import { entryOf } from "#engine/core/node.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { FreeName } from "#engine/language/free-names.js";
import { namesInJinja, namesInMustache } from "#engine/language/template-names.js";
import { shownPath } from "#engine/load/read-text.js";
import { readSource } from "./source-content.js";
import { findSource } from "./source-paths.js";
import type { PlannedTask } from "./types.js";

/** The variables of the template that a task names plainly; a mistake in it is found here, before any host. */
export function namesInTemplate({ module, args, role }: PlannedTask, playbookDir: string): Result<readonly FreeName[], Diagnostic> {
  const src = module.name === "template" ? entryOf(args, "src")?.value : undefined;
  const path = src?.kind === "scalar" ? findSource("templates", String(src.value), { role, playbookDir }) : undefined;
  return path === undefined ? ok([]) : namesInFile(path);
}

function namesInFile(path: string): Result<readonly FreeName[], Diagnostic> {
  const read = readSource(path);
  if (!read.ok) return ok([]); // it is told of when the task has its turn, with the reason
  const text = read.value.bytes.toString("utf8");
  const names = path.endsWith(".j2") ? namesInJinja(text, shownPath(path)) : namesInMustache(text, shownPath(path));
  return read.value.sealed ? withoutText(names) : names;
}

/** Names of an encrypted template, in lines that are not shown; what is wrong with it is told, without its text, when it is rendered. */
function withoutText(names: Result<readonly FreeName[], Diagnostic>): Result<readonly FreeName[], Diagnostic> {
  return ok(names.ok ? names.value.map((name) => ({ ...name, place: { ...name.place, text: "" } })) : []);
}
