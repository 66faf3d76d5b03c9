import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Module } from "#engine/module/erased.js";
import { mapAt, scalarsOf, textAt, valueAt } from "../nodes.js";
import type { Rule } from "../rule.js";

/** Password parameters without no_log. */
export const noLog: Rule = {
  id: "no-log", severity: "hint", summary: "A password without `no_log`: the label of its loop shows it, and so does Ansible's output",
  task({ map, around, module, args }) {
    if (module === undefined || [...around, map].some((each) => valueAt(each, "no_log") !== undefined)) return [];
    const secret = args?.entries.find((entry) => isSecret(entry, module));
    if (secret === undefined) return [];
    const shown = labelsShow(map, secret);
    return [{
      message: shown ? `each item is shown as it is, and "${secret.key}" stands in it` : `"${secret.key}" is given without no_log`, place: secret.keyPlace,
      hint: shown ? "Add `no_log: true`, or a `loop_control` with a `label` that shows only a name" : "Add `no_log: true`: tsplay hides it in any case, Ansible does not", severity: shown ? "warning" : "hint",
    }];
  },
};

/** The label of a loop is the whole item unless loop_control says otherwise. */
function labelsShow(map: MapNode, secret: MapEntry): boolean {
  const looped = map.entries.some(({ key }) => key === "loop" || key.startsWith("with_"));
  const control = mapAt(map, "loop_control");
  const variable = textAt(control, "loop_var") ?? "item";
  return looped && valueAt(control, "label") === undefined && scalarsOf(secret.value).some(({ value }) => new RegExp(`\\b${variable}\\b`).test(String(value)));
}

function isSecret({ key, value }: MapEntry, module: Module): boolean {
  const found = Object.entries(module.params.properties).find(([name, property]) => name === key || property["x-aliases"]?.includes(key) === true);
  return found?.[1]["x-secret"] === true && (value.kind !== "scalar" || (value.value !== null && value.value !== ""));
}
