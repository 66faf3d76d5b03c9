import { commandOf, placeIn } from "../command-of.js";
import type { Rule } from "../rule.js";

/** Running what was just downloaded. */
export const curlPipe: Rule = {
  id: "curl-pipe-shell", severity: "warning", summary: "What the other side sends is run unseen",
  task(task) {
    const node = commandOf(task, ["shell"]);
    const match = node === undefined ? null : /\b(?:curl|wget)\b[^|;&\n]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:\w*\/)*(?:ba|da|z|k)?sh\b/.exec(String(node.value));
    if (node === undefined || match === null) return [];
    return [{ message: "this runs whatever the other side sends", place: placeIn(node, match.index, match[0].length), hint: "Fetch it with `get_url` and a checksum, then run the file" }];
  },
};
