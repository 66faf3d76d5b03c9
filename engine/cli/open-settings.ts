import { homedir } from "node:os";
import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Settings } from "#engine/settings/settings.js";
import { complain } from "./complain.js";
import { sshArguments } from "./settled-options.js";
import { warn } from "./warn.js";

/** Arguments of ssh that settings give and that nothing here understands. */
function unknownArguments(settings: Settings): readonly Diagnostic[] {
  return sshArguments(settings).unknown.map((word) =>
    warningAt("ssh-argument", `the settings give ssh "${word}", which has no meaning here`, { hint: "tsplay does not start the ssh program; other options can stand in ~/.ssh/config" }));
}

/** The settings of the working folder's project; undefined, and told of, when something is wrong with them. */
export async function openSettings(): Promise<Settings | undefined> {
  const { loadSettings } = await import("#engine/settings/settings.js");
  const settings = loadSettings({ cwd: process.cwd(), home: homedir(), env: process.env });
  if (!settings.ok) {
    await complain(settings.error);
    return undefined;
  }
  await warn([...settings.value.warnings, ...unknownArguments(settings.value), ...settings.value.unused.filter(({ meaning }) => meaning.matters).map(({ entry, meaning }) =>
    warningAt("unused-setting", `${entry.key} of the ansible.cfg has no meaning here: ${meaning.why}`, { place: entry.place }))]);
  return settings.value;
}
