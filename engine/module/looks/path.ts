import type { Command, Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { Attributes, PathState } from "../host-state.js";

/**
 * One stat(1), one sha256sum(1) for a regular file, one readlink(1) for a link; an absent path costs no process. The link's target
 * comes last, because it may hold newlines. `[ -e ]` also fails below a folder that may not be searched: that is told apart.
 */
const SCRIPT = `# what is at
if [ -L "$1" ] && [ "$2" != follow ]; then
  stat -c 'link %a %u %g %U %G %s %Y %h' -- "$1" && readlink -- "$1"
elif [ -f "$1" ]; then
  stat -Lc 'file %a %u %g %U %G %s %Y %h' -- "$1" || exit
  [ "$3" = no ] || sha256sum < "$1"
elif [ -d "$1" ]; then
  stat -Lc 'directory %a %u %g %U %G %s %Y %h' -- "$1"
elif [ -e "$1" ]; then
  stat -Lc 'other %a %u %g %U %G %s %Y %h' -- "$1"
else
  above=\${1%/*}
  [ -d "$above/" ] && echo 'absent parent' || echo absent
  until [ -d "$above/" ]; do
    if [ -e "$above" ] || [ -L "$above" ]; then printf %s "$above"; fi
    above=\${above%/*}
  done
  [ -x "$above/" ] || { echo "$above may not be searched" >&2; exit 13; }
fi`;

/** What to ask. `digest: false` saves reading a file. */
export function pathCommand(path: string, { follow = false, digest = true }: { readonly follow?: boolean; readonly digest?: boolean } = {}): Command {
  return { script: SCRIPT, args: [path, follow ? "follow" : "keep", digest ? "yes" : "no"] };
}

/** The answer; a problem where the user of the session may not look. */
export function pathAnswer(path: string, { code, stdout, stderr }: Output): PathState | { readonly problem: Problem } {
  if (code !== 0) return { problem: { reason: "refused", message: `cannot look at ${path}: ${lastLine(stderr)}`, hint: "look as a user who may (become: true)" } };
  const end = stdout.indexOf("\n");
  const [kind = "", ...fields] = stdout.slice(0, end).split(" ");
  return stateOf(kind, fields, stdout.slice(end + 1));
}

function stateOf(kind: string, fields: readonly string[], rest: string): PathState {
  if (kind === "absent") return { kind, parent: fields[0] === "parent", ...(rest !== "" && { blockedBy: rest }) };
  const attributes = attributesOf(fields);
  const [size = 0, mtime = 0, links = 1] = fields.slice(5).map(Number);
  switch (kind) {
    case "link": return { kind, target: rest.replace(/\n$/, ""), owner: attributes.owner, group: attributes.group };
    case "file": return { kind, ...attributes, size, mtime, links, sha256: /^[0-9a-f]{64}/.exec(rest)?.[0] };
    case "directory": return { kind, ...attributes, mtime };
    default: return { kind: "other", ...attributes };
  }
}

/** stat(1) prints UNKNOWN where a number has no name. */
function attributesOf([mode = "0", uid = "0", gid = "0", owner = "", group = ""]: readonly string[]): Attributes {
  return {
    mode: mode.padStart(4, "0"), uid: Number(uid), gid: Number(gid),
    owner: owner === "UNKNOWN" ? uid : owner,
    group: group === "UNKNOWN" ? gid : group,
  };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
