import { shortName } from "../actions.js";
import { valueAt } from "../nodes.js";
import type { Rule } from "../rule.js";

/** Tasks without a name. */
export const unnamedTask: Rule = {
  id: "unnamed-task", severity: "hint", summary: "A task without a name: the report can only say which module ran",
  task({ map, name, action }) {
    if (valueAt(map, "name") !== undefined || action === undefined || /^(?:meta|debug|(?:include|import)_\w+|include)$/.test(name)) return [];
    return [{ message: `this ${shortName(action.key)} task has no name`, place: action.keyPlace, hint: "Begin it with `- name:` and what it is for" }];
  },
};
