import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { DiffPart } from "#engine/core/change.js";
import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import { aptChanges, packagesAfter } from "./apt-changes.js";
import { aptGet, refreshLists } from "./apt-commands.js";
import type { AptParams } from "./apt-params.js";
import { upgradeAction } from "./apt-probe.js";
import { NEWEST, upgradeOf, type AptState } from "./apt-state.js";
import { aptWords, wantedPackages } from "./apt-wanted.js";
import { given, when } from "./given.js";
import { parsePackageSpec, type PackageSpec } from "./package-spec.js";

/** Parameters with the names of packages read. */
export interface AptTask extends Omit<AptParams, "update_cache"> {
  readonly update_cache: boolean;
  readonly specs: readonly PackageSpec[];
}

/** Reads the names of packages. */
export function aptTask(written: AptParams): AptTask | Refusal {
  const { name: texts = [], deb, update_cache, cache_valid_time } = written;
  const specs = texts.map(parsePackageSpec);
  const bad = specs.indexOf(undefined);
  if (bad >= 0) return notAName(texts[bad] ?? "");
  if (deb !== undefined && !deb.startsWith("/")) return refuse(`deb: ${deb} is no path on the host`, "fetch the file with get_url first, and give its path");
  return { ...written, specs: specs.filter((spec) => spec !== undefined), update_cache: update_cache ?? cache_valid_time !== undefined };
}

function notAName(text: string): Refusal {
  return refuse(`"${text}" is not the name of a package`, text.endsWith(".deb") ? "for a package file use deb: /path/on/the/host.deb" : "write name, name=version or name:architecture");
}

/** The packages as they are wanted. */
export function wantedApt(input: AptTask, before: AptState = unseen(input)): Partial<AptState> {
  return {
    ...given({
      packages: before.packages && wantedPackages(input, before),
      upgradable: before.upgradable && {},
      unneeded: before.unneeded && [],
    }),
    ...(before.lists !== undefined && wantedLists(input)),
  };
}

/** Lists are part of what is asked for only where nothing else tells whether they were of use: latest, or a task about the lists alone. */
function wantedLists(input: AptTask): Partial<AptState> {
  const nothingElse = input.specs.length === 0 && input.deb === undefined;
  if (input.state !== "latest" && !nothingElse) return {};
  const always = nothingElse && upgradeOf(input) === undefined && !input.autoremove && input.cache_valid_time === 0;
  return always ? { refreshed: true } : { lists: "fresh" };
}

/** What the task is about when it could not be looked at: nothing of it is there. */
function unseen({ specs, deb }: AptTask): AptState {
  if (deb !== undefined) return { packages: { [deb]: null }, file: { name: deb, version: NEWEST, path: deb } };
  return { packages: Object.fromEntries(specs.map(({ name }) => [name, null])) };
}

/** What apt-get is told. */
export function aptSteps({ before, after, keys }: Difference<AptState>, input: AptTask): readonly Step[] {
  const was = before ?? unseen(input);
  const wrong = new Set(keys);
  const refresh = was.lists === "stale" || wrong.has("refreshed") || (before === undefined && input.update_cache);
  const upgrade = upgradeOf(input);
  return [
    ...when(refresh, refreshLists(input)),
    ...packageSteps(wrong, { was, after }, input),
    ...(upgrade !== undefined && (wrong.has("upgradable") || wrong.has("lists")) ? [aptGet(upgradeAction(upgrade), input)] : []),
    ...when(wrong.has("unneeded"), aptGet(["autoremove"], input)),
  ];
}

/** Lists that are fetched first may hold newer versions than apt can tell now: then `latest` names all packages. */
function packageSteps(wrong: ReadonlySet<keyof AptState>, { was, after }: { was: AptState; after: AptState | undefined }, input: AptTask): readonly Step[] {
  const all = Object.keys(after?.packages ?? {});
  const names = wrong.has("lists") ? all : all.filter((name) => after?.packages?.[name] !== was.packages?.[name]);
  const verb = input.state === "absent" ? "remove" : "install";
  return when(names.length > 0, aptGet([verb, "--", ...aptWords(input, names, was)], input));
}

/** What a task of packages is called in reports. */
export function aptResource({ specs, deb, upgrade }: AptTask): string {
  return `apt:${deb ?? (specs.length > 0 ? specs.map(({ text }) => text).join(",") : upgrade ?? "lists")}`;
}

/** Versions before and after. */
export function aptDiff(difference: Difference<AptState>, { specs, deb }: AptTask): readonly DiffPart[] {
  return [{ kind: "fields", title: specs.length === 0 && deb === undefined ? "apt" : "packages", ...aptChanges(difference) }];
}

/** The packages that are there afterwards. */
export function aptEffects(difference: Difference<AptState>): readonly Effect[] {
  return packagesAfter(difference).map((state) => ({ kind: "package", state }));
}

/** What is registered. */
export function aptValues(state: AptState | undefined): ValueMap {
  return state?.packages === undefined ? {} : { packages: state.packages };
}
