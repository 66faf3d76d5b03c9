import type { ScalarNode } from "#engine/core/node.js";
import { entriesOf, scalarsOf } from "../nodes.js";
import type { Rule } from "../rule.js";

/** Words that YAML 1.1 takes for true and false, as values of variables. */
export const truthyWord: Rule = {
  id: "truthy-word", severity: "hint", summary: "yes, no, on, off without quotes are true and false: in variables that surprises people and other YAML readers",
  file(file) {
    if (file.kind !== "vars" && file.kind !== "defaults") return [];
    return plainScalars(file.node).filter((node) => /^(?:yes|no|on|off)$/i.test(node.source)).map((node) => ({
      message: `${node.source} is read as ${String(node.value)}`, place: node.place, hint: `Write ${String(node.value)}, or put it in quotes where the word is meant`,
      fix: { place: { ...node.place, length: node.source.length }, text: String(node.value) },
    }));
  },
};

/** Versions that lose their last digit. */
export const lostZero: Rule = {
  id: "lost-zero", severity: "warning", summary: "A version such as 3.10 without quotes is the number 3.1",
  file(file) {
    if (!["vars", "defaults", "playbook", "tasks", "handlers"].includes(file.kind)) return [];
    const versions = entriesOf(file.node).filter(({ key }) => /version|release/i.test(key)).flatMap(({ value }) => scalarsOf(value));
    return versions.filter((node) => node.style === "plain" && typeof node.value === "number" && /^\d+\.\d*0$/.test(node.source) && String(node.value) !== node.source)
      .map((node) => ({ message: `${node.source} is read as the number ${String(node.value)}`, place: node.place, hint: `Put it in quotes: "${node.source}"` }));
  },
};

/** Modes without quotes. */
export const plainMode: Rule = {
  id: "plain-mode", severity: "hint", summary: "A mode without quotes is a number: octal only for those who read YAML as Ansible does",
  task({ args, module }) {
    return (args?.entries ?? []).flatMap(({ key, value }) => {
      if (value.kind !== "scalar" || module?.params.properties[key]?.["x-mode"] !== true || value.style !== "plain" || typeof value.value !== "number" || !/^0[0-7]+$/.test(value.source)) return [];
      if (!value.place.text.startsWith(value.source, value.place.column - 1)) return [];
      return [{ message: `the mode ${value.source} is written as a number`, place: value.place, hint: `Put it in quotes: "${value.source}"`, fix: { place: { ...value.place, length: value.source.length }, text: `"${value.source}"` } }];
    });
  },
};

function plainScalars(node: Parameters<typeof scalarsOf>[0]): readonly ScalarNode[] {
  return scalarsOf(node).filter(({ style }) => style === "plain");
}
