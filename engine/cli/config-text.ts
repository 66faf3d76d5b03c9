import { shownPath } from "#engine/load/read-text.js";
import { oneLine } from "#engine/report/visible.js";
import { definitionOf, SETTING_NAMES, type SettingName, type SettingValue } from "#engine/settings/definitions.js";
import type { SettingOrigin } from "#engine/settings/origin.js";
import type { Settings } from "#engine/settings/settings.js";
import { unusedVariables } from "#engine/settings/unused-variables.js";

/** What is shown of settings. */
export interface Shown {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Only what somebody set. */
  readonly changed: boolean;
}

/** Every setting with its value and where it comes from; then what has no meaning here, and why. */
export function configText({ settings, env, changed }: Shown): string {
  const names = namesIn(settings, changed);
  const rows = names.map((name) => [name, valueText(valueOf(settings, name)), originText(settings.origin(name))] as const);
  const width = (column: 0 | 1): number => Math.max(0, ...rows.map((row) => row[column].length));
  const lines = rows.map(([name, value, origin]) => `  ${name.padEnd(width(0))}  ${value.padEnd(Math.min(40, width(1)))}  ${origin}`.trimEnd());
  return [...fileLines(settings), "", ...lines, ...unusedLines(settings, env), ""].join("\n");
}

/** The same for programs. */
export function configJson({ settings, env, changed }: Shown): object {
  return {
    files: { ".tsplay.yml": settings.files.project ?? null, "ansible.cfg": settings.files.ansible ?? null },
    settings: Object.fromEntries(namesIn(settings, changed).map((name) => [name, { value: valueOf(settings, name) ?? null, from: originText(settings.origin(name)) }])),
    unused: [
      ...settings.unused.map(({ entry, meaning }) => ({ name: `[${entry.section}] ${entry.key}`, value: entry.value, from: `${entry.place.file}:${entry.place.line}`, why: meaning.why })),
      ...unusedVariables(env).map(({ variable, value, why }) => ({ name: variable, value, from: "environment", why })),
    ],
  };
}

function namesIn(settings: Settings, changed: boolean): readonly SettingName[] {
  return SETTING_NAMES.filter((name) => !changed || settings.origin(name).kind !== "default");
}

function valueOf(settings: Settings, name: SettingName): SettingValue | undefined {
  return settings.get(name) ?? definitionOf(name).otherwise;
}

function valueText(value: SettingValue | undefined): string {
  if (value === undefined) return "-";
  return oneLine(typeof value === "object" ? value.map(shownPath).join(", ") : typeof value === "string" ? shownPath(value) : String(value));
}

function originText(origin: SettingOrigin): string {
  switch (origin.kind) {
    case "default": return "default";
    case "environment": return origin.variable;
    case "ansible.cfg": case ".tsplay.yml": return oneLine(`${origin.place.file}:${origin.place.line}`);
  }
}

function fileLines({ files }: Settings): readonly string[] {
  const shown = (path: string | undefined): string => path === undefined ? "none found" : oneLine(shownPath(path));
  return [`.tsplay.yml: ${shown(files.project)}`, `ansible.cfg: ${shown(files.ansible)}`];
}

function unusedLines(settings: Settings, env: Shown["env"]): readonly string[] {
  const cfg = settings.unused.map(({ entry, meaning }) => `  ${oneLine(`${entry.place.file}:${entry.place.line}  [${entry.section}] ${entry.key}`)}: ${meaning.why}`);
  const variables = unusedVariables(env).map(({ variable, why }) => `  ${oneLine(variable)}: ${why}`);
  return [
    ...cfg.length > 0 ? ["", "Of the ansible.cfg these have no meaning here:", ...cfg] : [],
    ...variables.length > 0 ? ["", "Of the environment these have no meaning here:", ...variables] : [],
  ];
}
