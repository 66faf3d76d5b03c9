import { dirname } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { LocalScope } from "#engine/language/local-scope.js";
import { renderMustache } from "#engine/language/mustache-file.js";
import type { Scope } from "#engine/language/scope.js";
import { isTemplate } from "#engine/language/template.js";
import { readControlFile } from "./control-file.js";
import { defineByTerm, failed, option } from "./define-lookup.js";
import { dataOf } from "./literal-data.js";
import { map, switched, text } from "./readings.js";

/**
 * `template`: templates rendered, as Jinja2 unless they end in .mustache. As in Ansible what a template gives becomes a list or dictionary where it looks like one,
 * unless convert_data is false; a file without any template stays text.
 */
export const template = defineByTerm({
  convert_data: option(switched, true), template_vars: option<ValueMap>(map, {}), jinja2_native: option(switched, false),
  variable_start_string: option(text, "{{"), variable_end_string: option(text, "}}"), comment_start_string: option(text, "{#"), comment_end_string: option(text, "#}"),
}, (term, { options, place, scope }) => {
  if (`${options.variable_start_string}${options.variable_end_string}${options.comment_start_string}${options.comment_end_string}` !== "{{}}{##}") return failed("other marks than {{ }} and {# #} are not supported", "Write the template with them, and `{% raw %}` round what is not to be touched");
  const read = readControlFile("templates", term, place);
  if (!read.ok) return read;
  const { path, text: content } = read.value;
  const local = localScope(scope, { ...options.template_vars, template_path: path, template_fullpath: path });
  const rendered = typeof content === "string" ? renderText(content, path, local) : renderSecret(content, path, local);
  if (!rendered.ok) return rendered;
  if (rendered.value instanceof Unknown) return ok(rendered.value);
  return ok([options.convert_data && typeof content === "string" && isTemplate(content) ? converted(rendered.value) : rendered.value]);
}, false);

/** Secrets stay as they are. */
function converted(value: Value): Value {
  return typeof value === "string" ? dataOf(value) : value;
}

function localScope(scope: Scope, values: ValueMap): Scope {
  const local = new LocalScope(scope);
  for (const [name, value] of Object.entries(values)) local.set(name, value);
  return local;
}

/** What an encrypted template gives is secret. */
function renderSecret(content: Secret, path: string, scope: Scope): Result<Value, Diagnostic> {
  const rendered = renderText(content.reveal(), path, scope);
  if (!rendered.ok) return failed(`${path} is encrypted and cannot be rendered`);
  return ok(typeof rendered.value === "string" ? new Secret(rendered.value) : rendered.value);
}

function renderText(content: string, path: string, scope: Scope): Result<Value, Diagnostic> {
  if (path.endsWith(".mustache")) return renderMustache(content, path, scope, { partial: (name) => partial(name, path) });
  return renderJinja(content, path, scope);
}

function partial(name: string, path: string): string | undefined {
  const read = readControlFile("templates", `${dirname(path)}/${name}.mustache`, NOWHERE);
  return read.ok && typeof read.value.text === "string" ? read.value.text : undefined;
}

const NOWHERE = { role: undefined, folder: undefined, playbookDir: "/", check: false, hostsMatching: () => [], unvault: undefined, state: () => ({ mode: "now" as const, remembered: new Map<string, Value>() }), warn: () => undefined };
