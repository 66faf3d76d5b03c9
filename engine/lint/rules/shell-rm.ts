import { commandOf, placeIn } from "../command-of.js";
import type { Rule } from "../rule.js";
import { shellCommands } from "../shell-text.js";

/** `rm -rf` of a path that a variable leads. */
export const shellRm: Rule = {
  id: "shell-rm", severity: "warning", summary: "`rm -r` of a path with a variable in it: an empty value removes something else",
  task(task) {
    const node = commandOf(task);
    if (node === undefined) return [];
    return shellCommands(String(node.value)).flatMap((pieces) => {
      const text = pieces.map((piece) => piece.text).join("").trim();
      const variable = pieces.find((piece) => piece.kind === "template" || /\$\{?\w/.test(piece.text));
      if (!/^(?:sudo\s+)?rm\s+(?:-\S+\s+)*-\w*[rR]/.test(text) || variable === undefined) return [];
      return [{ message: "`rm -r` with a variable: should it be empty, something else is removed", place: placeIn(node, variable.start, variable.text.length), hint: "Use `file: {path: ..., state: absent}`, which asks for a whole path" }];
    });
  },
};
