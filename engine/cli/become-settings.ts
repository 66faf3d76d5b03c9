import type { BecomeMethod } from "#engine/core/become-method.js";
import { Secret } from "#engine/core/secret.js";
import type { BecomeDefaults } from "#engine/run/run-options.js";
import type { SettingName } from "#engine/settings/definitions.js";
import type { SettingOrigin } from "#engine/settings/origin.js";
import type { Settings } from "#engine/settings/settings.js";

/** How each method is used where neither variables nor keywords nor the command line say it. */
export type BecomeSettings = Readonly<Record<BecomeMethod, BecomeDefaults>>;

/** What the settings say of each method: what is said of the method alone counts above what is said of all, unless that stands in a higher place. */
export function becomeSettings(settings: Settings): BecomeSettings {
  const shared = { user: settings.get("become_user"), exe: settings.get("become_exe"), flags: settings.get("become_flags") };
  const of = (method: "sudo" | "su" | "doas"): BecomeDefaults => given({
    user: own(settings, `${method}.user`, "become_user"), exe: own(settings, `${method}.exe`, "become_exe"), flags: own(settings, `${method}.flags`, "become_flags"),
    prompts: method === "sudo" ? undefined : settings.get(`${method}.localized_prompts`),
  });
  return { sudo: of("sudo"), su: of("su"), doas: of("doas"), runuser: given(shared) };
}

type TextName = "become_user" | "become_exe" | "become_flags" | `${"sudo" | "su" | "doas"}.${"user" | "exe" | "flags"}`;

function own(settings: Settings, name: TextName, shared: TextName): string | undefined {
  const said = settings.get(name);
  return said === undefined || height(settings, shared) > height(settings, name) ? settings.get(shared) : said;
}

/** From the lowest. */
const HEIGHTS: readonly SettingOrigin["kind"][] = ["default", "ansible.cfg", ".tsplay.yml", "environment"];

function height(settings: Settings, name: SettingName): number {
  return HEIGHTS.indexOf(settings.origin(name).kind);
}

/** The same with the passwords that Ansible reads from the environment: ANSIBLE_SUDO_PASS and the like, then ANSIBLE_BECOME_PASS. */
export function withPasswords(settings: BecomeSettings, env: NodeJS.ProcessEnv): BecomeSettings {
  const of = (method: BecomeMethod): BecomeDefaults => {
    const found = [env[`ANSIBLE_${method.toUpperCase()}_PASS`], env["ANSIBLE_BECOME_PASS"]].find((each) => each !== undefined && each !== "");
    return found === undefined ? settings[method] : { ...settings[method], password: new Secret(found) };
  };
  return { sudo: of("sudo"), su: of("su"), doas: of("doas"), runuser: of("runuser") };
}

function given(all: { readonly [K in keyof BecomeDefaults]: BecomeDefaults[K] | undefined }): BecomeDefaults {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
