import { entryOf, type MapNode } from "#engine/core/node.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { FreeName } from "#engine/language/free-names.js";
import { namesInJinja, namesInMustache } from "#engine/language/template-names.js";
import { shownPath } from "#engine/load/read-text.js";
import { isTemplate } from "#engine/language/template.js";
import { SETTING_NAMES, settingsFrom, type JinjaSettings } from "#engine/language/template-settings.js";
import { IncludedTemplates, isMustache, parsedTemplatesOf, TEMPLATE_VARIABLES, type TemplatePlace } from "./template-finder.js";
import { readSource } from "./source-content.js";
import { findSource, placeOfTask } from "./source-paths.js";
import type { PlannedTask } from "./types.js";

/** The variables of the template that a task names plainly; a mistake in it is found here, before any host. */
export function namesInTemplate(task: PlannedTask, playbookDir: string): Result<readonly FreeName[], Diagnostic> {
  const { module, args } = task;
  const place = placeOfTask(task, playbookDir);
  const src = module.name === "template" ? entryOf(args, "src")?.value : undefined;
  const path = src?.kind === "scalar" ? findSource("templates", String(src.value), place) : undefined;
  return path === undefined ? ok([]) : namesInFile({ ...place, path }, task);
}

function namesInFile(place: TemplatePlace, task: PlannedTask): Result<readonly FreeName[], Diagnostic> {
  const read = readSource(place.path);
  if (!read.ok) return ok([]); // it is told of when the task has its turn, with the reason
  const text = read.value.bytes.toString("utf8");
  const file = shownPath(place.path);
  const finder = new IncludedTemplates(place);
  const settings = settingsOf(task.args);
  const found = isMustache(file) ? namesInMustache(text, file, finder.partials()) : settings === undefined ? ok([]) : namesInJinja(text, file, { finder, settings, parsed: parsedTemplatesOf(task) });
  const names = found.ok ? ok(found.value.filter(({ name }) => !TEMPLATE_VARIABLES.includes(name))) : found;
  return read.value.sealed || finder.sealed ? withoutText(names) : names;
}

/** The task's own marks and white space; undefined when a template of its own says what they are. */
function settingsOf(args: MapNode): JinjaSettings | undefined {
  const given: Record<string, unknown> = {};
  for (const { key, value } of args.entries) {
    if (value.kind !== "scalar" || (typeof value.value === "string" && SETTING_NAMES.includes(key) && isTemplate(value.value))) return undefined;
    given[key] = value.value;
  }
  return settingsFrom(given);
}

/** Names of an encrypted template, in lines that are not shown; what is wrong with it is told, without its text, when it is rendered. */
function withoutText(names: Result<readonly FreeName[], Diagnostic>): Result<readonly FreeName[], Diagnostic> {
  return ok(names.ok ? names.value.map((name) => ({ ...name, place: { ...name.place, text: "" } })) : []);
}
