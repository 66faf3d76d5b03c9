import { ok } from "#engine/core/result.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { LocalScope } from "#engine/language/local-scope.js";
import type { Scope } from "#engine/language/scope.js";
import { isTemplate } from "#engine/language/template.js";
import { readControlFile } from "./control-file.js";
import { parsedTemplatesOf } from "#engine/plan/template-finder.js";
import { renderTemplateFile } from "../render-file.js";
import { defineByTerm, option } from "./define-lookup.js";
import { dataOf } from "./literal-data.js";
import { map, switched, text } from "./readings.js";

/**
 * `template`: templates rendered, as Jinja2 unless they end in .mustache. As in Ansible what a template gives becomes a list or dictionary where it looks like one,
 * unless convert_data is false; a file without any template stays text.
 */
export const template = defineByTerm({
  convert_data: option(switched, true), template_vars: option<ValueMap>(map, {}), jinja2_native: option(switched, false),
  variable_start_string: option(text, "{{"), variable_end_string: option(text, "}}"), comment_start_string: option(text, "{#"), comment_end_string: option(text, "#}"),
  trim_blocks: option(switched, true), lstrip_blocks: option(switched, false), block_start_string: option(text, "{%"), block_end_string: option(text, "%}"),
}, (term, { options, place, scope }) => {
  const read = readControlFile("templates", term, place);
  if (!read.ok) return read;
  const { path, text: content } = read.value;
  const { role, folder, playbookDir } = place;
  const rendered = renderTemplateFile({ name: term, path, role, folder, playbookDir, settings: options, ...(role && { parsed: parsedTemplatesOf(role) }) }, localScope(scope, options.template_vars));
  if (!rendered.ok) return rendered;
  if (rendered.value instanceof Unknown) return ok(rendered.value);
  return ok([options.convert_data && typeof content === "string" && hasTemplates(content, options.variable_start_string) ? converted(rendered.value) : rendered.value]);
}, false);

function hasTemplates(content: string, variableStart: string): boolean {
  return isTemplate(content) || content.includes(variableStart);
}

/** Secrets stay as they are. */
function converted(value: Value): Value {
  return typeof value === "string" ? dataOf(value) : value;
}

function localScope(scope: Scope, values: ValueMap): Scope {
  const local = new LocalScope(scope);
  for (const [name, value] of Object.entries(values)) local.set(name, value);
  return local;
}
