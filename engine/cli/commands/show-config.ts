import { openSettings } from "../open-settings.js";
import { configJson, configText } from "../config-text.js";
import type { ConfigArguments } from "./config.js";

/** Does `tsplay config`. */
export async function showConfig({ json, changed }: ConfigArguments): Promise<void> {
  const settings = await openSettings();
  if (settings === undefined) return;
  const shown = { settings, env: process.env, changed: changed === true };
  process.stdout.write(json === true ? `${JSON.stringify(configJson(shown), undefined, 4)}\n` : configText(shown));
}
