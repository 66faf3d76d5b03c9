import type { ScalarNode } from "#engine/core/node.js";
import { commandOf, placeIn } from "../command-of.js";
import { scalarsOf } from "../nodes.js";
import type { Remark, Rule } from "../rule.js";

/** Places on the net that are gone. */
const GONE: readonly (readonly [RegExp, string, string])[] = [
  [/\bdl\.bintray\.com\b/, "dl.bintray.com was shut down in May 2021", "Find out where the project publishes its packages now"],
  [/\bjcenter\.bintray\.com\b/, "jcenter.bintray.com takes no downloads any more", "Use Maven Central"],
  [/\b(?:ha\.pool\.sks-keyservers|pool\.sks-keyservers)\.net\b/, "the SKS key servers are gone", "Fetch the key from the project's own site"],
];

/** Downloads from places that are gone. */
export const deadSource: Rule = {
  id: "dead-source", severity: "warning", summary: "An address on the net that no longer answers",
  file: ({ node }) => scalarsOf(node).flatMap(goneIn),
};

function goneIn(node: ScalarNode): readonly Remark[] {
  if (typeof node.value !== "string") return [];
  const text = node.value;
  return GONE.flatMap(([pattern, message, hint]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ message, hint, place: placeIn(node, match.index, match[0].length) }];
  });
}

/** apt-key, as a module or a command. */
export const aptKey: Rule = {
  id: "apt-key", severity: "warning", summary: "apt-key is deprecated, and gone from Debian 13: keys belong into files that a source names by signed-by",
  task(task) {
    const hint = "Put the key into /etc/apt/keyrings (get_url, mode 0644) and name it in the source: [signed-by=/etc/apt/keyrings/x.asc]";
    if (task.name === "apt_key" && task.action !== undefined) return [{ message: "apt_key puts keys where they count for every source, by a tool that Debian 13 no longer has", place: task.action.keyPlace, hint }];
    const node = commandOf(task);
    const match = node === undefined ? null : /(?:^|[|;&\s])apt-key\s/.exec(String(node.value));
    return node === undefined || match === null ? [] : [{ message: "apt-key is deprecated, and gone from Debian 13", place: placeIn(node, match.index + match[0].indexOf("apt-key"), 7), hint }];
  },
};
