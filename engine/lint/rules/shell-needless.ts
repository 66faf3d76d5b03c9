import { commandOf } from "../command-of.js";
import { valueAt } from "../nodes.js";
import type { Rule } from "../rule.js";

/** Words that only a shell knows. */
const BUILT_IN = /^(?:\.|source|cd|export|set|unset|ulimit|umask|alias|eval|exec|command|type|if|for|while|until|case|function|test|\[|hash|trap|read|wait|exit|return|true|:)$/;

/** `shell` where `command` would do. */
export const shellNeedless: Rule = {
  id: "shell-needless", severity: "hint", summary: "`shell` for something that needs no shell: `command` cannot be led astray by special characters",
  task(task) {
    const node = commandOf(task, ["shell"]);
    if (node === undefined || valueAt(task.args, "executable") !== undefined) return [];
    const text = String(node.value).trim();
    const [first = ""] = text.split(/\s+/);
    if (text === "" || /[|&;<>()$`*?[\]~#{}\\\n!]/.test(text) || BUILT_IN.test(first) || /^\w+=/.test(first)) return [];
    return [{ message: "this needs no shell", place: task.action?.keyPlace ?? node.place, hint: "Use `command`" }];
  },
};
