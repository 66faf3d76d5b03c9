import type { MapEntry, ScalarNode } from "#engine/core/node.js";
import { pairOf, splitWords } from "#engine/schema/words.js";
import { isTemplate } from "#engine/language/playbook-string.js";
import { shortName } from "../actions.js";
import type { LintTask } from "../lint-file.js";
import { mapAt, valueAt } from "../nodes.js";
import type { Edit, Rule } from "../rule.js";

/** `include:`, which Ansible 2.16 removed. */
export const plainInclude: Rule = {
  id: "plain-include", severity: "warning", summary: "`include` is gone from Ansible 2.16",
  task({ action, name }) {
    if (name !== "include" || action === undefined) return [];
    const dynamic = action.value.kind === "scalar" && isTemplate(String(action.value.value));
    const place = { ...action.keyPlace, length: action.key.length };
    return [{ message: "`include` is gone from Ansible 2.16", place, hint: `Write ${dynamic ? "`include_tasks`" : "`import_tasks` (read before the run) or `include_tasks` (read when its turn comes)"}`, fix: { place, text: "include_tasks" } }];
  },
};

/** `args: warn`, removed in Ansible 2.14. */
export const deadWarn: Rule = {
  id: "dead-warn", severity: "warning", summary: "The parameter `warn` of command and shell is gone from Ansible 2.14",
  task({ map, name, args }) {
    const entry = [...mapAt(map, "args")?.entries ?? [], ...args?.entries ?? []].find(({ key }) => key === "warn");
    return (name === "command" || name === "shell") && entry !== undefined ? [{ message: "`warn` is gone from Ansible 2.14 and does nothing here", place: entry.keyPlace, hint: "Remove it" }] : [];
  },
};

/** A name without braces where a template is meant. */
export const bareVariable: Rule = {
  id: "bare-variable", severity: "warning", summary: "`with_items: packages` loops over the word, not over the variable",
  task({ map }, { names }) {
    const entry = map.entries.find(({ key }) => key.startsWith("with_") && !["with_fileglob", "with_lines", "with_sequence", "with_file", "with_url", "with_template", "with_pipe", "with_inventory_hostnames", "with_filetree", "with_env", "with_password", "with_first_found", "with_ini", "with_random_choice"].includes(key));
    const value = entry?.value;
    if (value?.kind !== "scalar" || typeof value.value !== "string" || isTemplate(value.value) || !/^[A-Za-z_][\w.]*$/.test(value.value)) return [];
    const root = value.value.split(".")[0] ?? "";
    if (!names.written.has(root) && !names.made.has(root)) return [];
    return [{ message: `this loops over the word "${value.value}"`, place: value.place, hint: `Write "{{ ${value.value} }}"` }];
  },
};

/** with_* where loop says the same. */
export const preferLoop: Rule = {
  id: "prefer-loop", severity: "hint", summary: "A `with_` form that `loop` says as well",
  task({ map }) {
    const entry = map.entries.find(({ key }) => key === "with_list" || (key === "with_items" && isPlainList(key, map)));
    return entry === undefined ? [] : [{ message: `\`loop\` says the same as \`${entry.key}\` here`, place: entry.keyPlace, hint: "Write `loop`", fix: { place: { ...entry.keyPlace, length: entry.key.length }, text: "loop" } }];
  },
};

/** with_items takes lists in its list apart; of plain items there is nothing to take apart. */
function isPlainList(key: string, map: LintTask["map"]): boolean {
  const node = valueAt(map, key);
  return node?.kind === "list" && node.items.every((item) => item.kind === "map" || (item.kind === "scalar" && !isTemplate(String(item.value))));
}

/** Parameters as text. */
export const oldKeyValue: Rule = {
  id: "old-key-value", severity: "hint", summary: "Parameters as `name=value` words: types and quotes are easily lost",
  task({ action, module }) {
    if (action?.value.kind !== "scalar" || module === undefined || module.params["x-free-form"] !== undefined || typeof action.value.value !== "string") return [];
    return [{ message: `the parameters of ${shortName(action.key)} are written as words`, place: action.value.place, hint: "Write them as `name: value`, one a line, below the module", fix: asLines(action, action.value) }];
  },
};

function asLines({ keyPlace }: MapEntry, value: ScalarNode): Edit | undefined {
  const pairs = splitWords(String(value.value))?.map(pairOf);
  const { place } = value;
  if (pairs === undefined || pairs.some((pair) => pair === undefined) || value.style !== "plain" || place.line !== keyPlace.line || place.text.slice(place.column - 1).trimEnd() !== value.source) return undefined;
  const indent = " ".repeat(keyPlace.column + 1);
  const lines = pairs.filter((pair) => pair !== undefined).map(({ key, value: text }) => `${indent}${key}: ${/^[\w./@-]+$/.test(text) && !/^[\d.+-]/.test(text) ? text : JSON.stringify(text)}`);
  const start = place.text.indexOf(":", keyPlace.column - 1 + 1) + 1;
  return { place: { ...place, column: start + 1, length: place.text.length - start }, text: `\n${lines.join("\n")}` };
}
