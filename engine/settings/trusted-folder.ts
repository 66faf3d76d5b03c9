import { statSync } from "node:fs";
import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { shownPath } from "#engine/load/read-text.js";

/** Whether everybody may write to a folder: settings there could make this user run anything (Ansible: "Avoiding security risks with ansible.cfg in the current directory"). */
export function writableByAll(dir: string): boolean {
  return ((statSync(dir, { throwIfNoEntry: false })?.mode ?? 0) & 0o002) !== 0;
}

/** A file of settings that is not read for that reason. */
export function passedOver(path: string, remedy: string): Diagnostic {
  return warningAt("untrusted-settings", `${shownPath(path)} is not read: everybody may write to its folder`, { hint: `Who writes there could make you run anything. ${remedy}` });
}
