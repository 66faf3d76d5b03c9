import type { Step } from "#engine/core/step.js";
import type { Difference } from "#engine/module/contract.js";
import type { FileEntry } from "./file-entry.js";
import type { FileParams } from "./file-params.js";
import { makeDirectory } from "./make-directory.js";
import { attributeSteps, ownersWord } from "./ownership.js";

/** A link is made beside its place and renamed, so that there is always something to follow. */
const MAKE_LINK = `# make link
new=$2.tsplay.$$
ln -s -- "$1" "$new" || exit
[ -z "$3" ] || chown -h -- "$3" "$new" || { rm -f -- "$new"; exit 1; }
[ -L "$2" ] || [ ! -d "$2" ] || rmdir -- "$2" || { rm -f -- "$new"; exit 1; }
mv -fT -- "$new" "$2" || { rm -f -- "$new"; exit 1; }`;

const MAKE_HARD_LINK = `# make hard link
new=$2.tsplay.$$
ln -- "$1" "$new" || exit
[ -L "$2" ] || [ ! -d "$2" ] || rmdir -- "$2" || { rm -f -- "$new"; exit 1; }
mv -fT -- "$new" "$2" || { rm -f -- "$new"; exit 1; }`;

/** What has to be done with a path, in order. */
export function fileSteps({ before, after, keys }: Difference<FileEntry>, params: FileParams): readonly Step[] {
  const { path } = params;
  if (after === undefined) return [run(["rm", "-rf", "--", path])];
  if (after.kind === "link") return linkSteps({ before, after, keys }, params);
  const made = before?.kind === after.kind ? [] : makeSteps(after, params);
  if (before === undefined && after.kind === "directory") return made;
  const touch = after.touched === true && before !== undefined ? touchSteps(params) : [];
  const attributes = keys.includes("unlike") ? treeSteps(params) : attributeSteps(path, keys, after);
  return [...made, ...attributes, ...touch];
}

function makeSteps(after: FileEntry, { path, state, src = "" }: FileParams): Step[] {
  if (after.kind === "directory") return [makeDirectory(path, after.mode ?? "", ownersWord(after))];
  if (after.kind === "hard") return [script(MAKE_HARD_LINK, [src, path])];
  return state === "touch" ? [run(["touch", "--", path])] : [];
}

function linkSteps({ before, after, keys }: Difference<FileEntry> & { readonly after: FileEntry }, { path, owner, group }: FileParams): Step[] {
  if (before?.kind === "link" && !keys.includes("target")) return attributeSteps(path, keys, after, true);
  return [script(MAKE_LINK, [after.target ?? "", path, ownersWord({ owner, group })])];
}

function touchSteps({ path, access_time: access, modification_time: modification }: FileParams): Step[] {
  const which = [...(access === "preserve" ? [] : ["-a"]), ...(modification === "preserve" ? [] : ["-m"])];
  return [run(["touch", ...which, "--", path])];
}

function treeSteps({ path, mode, owner, group }: FileParams): Step[] {
  const owners = ownersWord({ owner, group });
  return [...(owners === "" ? [] : [run(["chown", "-hR", "--", owners, path])]), ...(mode === undefined ? [] : [run(["chmod", "-R", "--", mode, path])])];
}

function run(argv: readonly string[]): Step {
  return { kind: "run", command: { argv } };
}

function script(text: string, args: readonly string[]): Step {
  return { kind: "run", command: { script: text, args } };
}
