import { isVersionWanted, type PackageSpec } from "./package-spec.js";
import { compareDebianVersions } from "./debian-version.js";
import { isInstalled, NEWEST, REMAINS, type AptInput, type AptState } from "./apt-state.js";
import { fitsShellPattern, isShellPattern } from "./shell-pattern.js";

/** The versions that the task's packages should have. Pure: from what is there, and from what apt said it would install. */
export function wantedPackages(input: AptInput, before: AptState): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(before.packages ?? {}).map(([name, version]) => [name, wantedVersion(name, version, { input, before })]));
}

function wantedVersion(name: string, version: string | null, { input, before }: { input: AptInput; before: AptState }): string | null {
  if (input.state === "absent") return input.purge || version !== REMAINS ? null : version;
  if (before.file?.name === name) return isFileWanted(version, before.file.version, input.allow_downgrade) ? before.file.version : version;
  if (!isInstalled(version)) return input.only_upgrade ? version : versionToCome(name, input, before);
  return wantedOver(version, name, { input, before });
}

/** The version that should take the place of an installed one. */
function wantedOver(version: string, name: string, { input, before }: { input: AptInput; before: AptState }): string {
  const spec = specOf(input.specs, name);
  if (spec !== undefined && !isVersionWanted(spec, version)) return versionToCome(name, input, before);
  return input.state === "latest" ? simulatedVersion(name, before) ?? version : version;
}

/** What apt says it would install; before it was asked, the version that the task names. */
function versionToCome(name: string, { specs }: AptInput, before: AptState): string {
  return simulatedVersion(name, before) ?? exactVersion(specOf(specs, name)) ?? NEWEST;
}

function simulatedVersion(name: string, { simulated }: AptState): string | undefined {
  return simulated?.installs.find((each) => each.name === name)?.to;
}

/** A package file is installed unless what is there is as new. */
function isFileWanted(version: string | null, offered: string, downgrade: boolean): boolean {
  return !isInstalled(version) || (downgrade ? version !== offered : compareDebianVersions(version, offered) < 0);
}

function exactVersion(spec: PackageSpec | undefined): string | undefined {
  return spec?.version === undefined || isShellPattern(spec.version) ? undefined : spec.version;
}

/** The spec that a package's name came from; a pattern stands for many. */
export function specOf(specs: readonly PackageSpec[], name: string): PackageSpec | undefined {
  return specs.find((spec) => spec.name === name) ?? specs.find((spec) => isShellPattern(spec.name) && fitsShellPattern(spec.name, name));
}

/** Names of packages that are not as wanted, before anybody asked apt how it would mend that. */
export function unsettled(input: AptInput, before: AptState): string[] {
  const wanted = wantedPackages(input, before);
  return Object.keys(wanted).filter((name) => wanted[name] !== before.packages?.[name]);
}

/** What apt-get is told to install or remove. */
export function aptWords(input: AptInput, names: readonly string[], before: AptState): string[] {
  return names.map((name) => {
    if (before.file?.name === name) return before.file.path;
    const version = input.state === "absent" ? undefined : specOf(input.specs, name)?.version;
    return version === undefined ? name : `${name}=${version}`;
  });
}
