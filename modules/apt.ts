import { defineModule } from "#engine/module/define.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import { aptGet, refreshLists } from "./lib/apt-commands.js";
import { aptChanges, packagesAfter } from "./lib/apt-changes.js";
import { probeApt, upgradeAction } from "./lib/apt-probe.js";
import { NEWEST, upgradeOf, type AptState } from "./lib/apt-state.js";
import { aptWords, wantedPackages } from "./lib/apt-wanted.js";
import { given, when } from "./lib/given.js";
import { parsePackageSpec, type PackageSpec } from "./lib/package-spec.js";

const params = {
  type: "object", additionalProperties: false,
  "x-required-one-of": [["name", "deb", "upgrade", "update_cache", "autoremove"]],
  "x-exclusive": [["name", "upgrade"], ["name", "deb"], ["deb", "upgrade"]],
  properties: {
    name: { type: "array", items: { type: "string" }, "x-list": true, "x-aliases": ["pkg", "package"], description: "Packages: nginx, nginx=1.22*, linux-headers-*, libc6:i386." },
    state: { type: "string", enum: ["present", "latest", "absent"], default: "present", description: "latest: the newest version that apt knows." },
    deb: { type: "string", description: "Path of a .deb file on the host." },
    upgrade: { type: "string", enum: ["no", "yes", "safe", "full", "dist"], description: "Upgrade everything: yes and safe remove nothing, full and dist may." },
    update_cache: { type: "boolean", "x-aliases": ["update-cache"], description: "Fetch the lists of packages first, where they are old and something hangs on them. On by itself when cache_valid_time is given." },
    cache_valid_time: { type: "integer", minimum: 0, description: "Seconds for which fetched lists are good; left out: an hour. 0: fetch them every time." },
    default_release: { type: "string", pattern: "^[^\\s-]\\S*$", "x-aliases": ["default-release"], description: "Release to take packages from, such as bookworm-backports." },
    install_recommends: { type: "boolean", "x-aliases": ["install-recommends"], description: "Install what is only recommended too; left out: as apt is configured." },
    only_upgrade: { type: "boolean", default: false, description: "Do not install what is not there yet." },
    purge: { type: "boolean", default: false, description: "Remove configuration files as well." },
    autoremove: { type: "boolean", default: false, description: "Remove packages that nothing needs any more." },
    allow_downgrade: { type: "boolean", default: false, "x-aliases": ["allow-downgrade", "allow_downgrades", "allow-downgrades"], description: "Allow a version lower than the installed one." },
    allow_change_held_packages: { type: "boolean", default: false, description: "Change packages that are on hold, too." },
    allow_unauthenticated: { type: "boolean", default: false, "x-aliases": ["allow-unauthenticated"], description: "Install what no key vouches for." },
    lock_timeout: { type: "integer", minimum: 0, default: 60, description: "Seconds to wait for another apt to finish." },
    dpkg_options: { type: "array", items: { type: "string", pattern: "^[a-z][a-z-]*$" }, "x-list": true, default: ["force-confdef", "force-confold"], description: "Options for dpkg, without their dashes." },
    force_apt_get: { type: "boolean", default: false, description: "Taken for Ansible's sake: apt-get is always used." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Omit<Params, "update_cache"> {
  readonly update_cache: boolean;
  readonly specs: readonly PackageSpec[];
}

/** Debian packages; apt-get(8), apt-cache(8), dpkg-query(1). */
export const apt = defineModule<Params, AptState, Input>({
  name: "apt",
  summary: "Install, upgrade or remove Debian packages.",
  description: "Where everything is as wanted, one dpkg-query tells so; apt is asked (by a simulation that writes nothing) only about the rest, and what it would install, upgrade and remove along with it is shown and foretold. "
    + "Fetching the lists is no change by itself unless the task asks for nothing else; without cache_valid_time they are fetched when they are older than an hour or than a file of apt's sources. "
    + "Packages that are there already are not marked as manually installed.",
  params,
  examples: [
    { title: "Packages for a web server", yaml: "apt:\n  name: [nginx, python3-venv]\n  update_cache: true\n  cache_valid_time: 3600" },
    { title: "A version, and nothing that is only recommended", yaml: "apt:\n  name: postgresql-15=15.*\n  install_recommends: false" },
    { title: "A package file that was fetched before", yaml: "apt:\n  deb: /opt/formplayer.deb" },
    { title: "Remove a package and its configuration", yaml: "apt:\n  name: exim4-base\n  state: absent\n  purge: true\n  autoremove: true" },
  ],
  returns: { packages: "Version by name of the packages that the task names; null: not installed." },
  throughPicture: true,
  oneShot: ["refreshed"],
  prepare: (written) => Promise.resolve(prepared(written)),
  resource: ({ specs, deb, upgrade }) => `apt:${deb ?? (specs.length > 0 ? specs.map(({ text }) => text).join(",") : upgrade ?? "lists")}`,
  probe: probeApt,
  desired,
  steps,
  diff: (difference, input) => [{ kind: "fields", title: input.specs.length === 0 && input.deb === undefined ? "apt" : "packages", ...aptChanges(difference) }],
  effects: (difference): readonly Effect[] => packagesAfter(difference).map((state) => ({ kind: "package", state })),
  values: (state): ValueMap => (state?.packages === undefined ? {} : { packages: state.packages }),
});

function prepared(written: Params): Input | Refusal {
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

function desired(input: Input, before: AptState = unseen(input)): Partial<AptState> {
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
function wantedLists(input: Input): Partial<AptState> {
  const nothingElse = input.specs.length === 0 && input.deb === undefined;
  if (input.state !== "latest" && !nothingElse) return {};
  const always = nothingElse && upgradeOf(input) === undefined && !input.autoremove && input.cache_valid_time === 0;
  return always ? { refreshed: true } : { lists: "fresh" };
}

/** What the task is about when it could not be looked at: nothing of it is there. */
function unseen({ specs, deb }: Input): AptState {
  if (deb !== undefined) return { packages: { [deb]: null }, file: { name: deb, version: NEWEST, path: deb } };
  return { packages: Object.fromEntries(specs.map(({ name }) => [name, null])) };
}

function steps({ before, after, keys }: Difference<AptState>, input: Input): readonly Step[] {
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
function packageSteps(wrong: ReadonlySet<keyof AptState>, { was, after }: { was: AptState; after: AptState | undefined }, input: Input): readonly Step[] {
  const all = Object.keys(after?.packages ?? {});
  const names = wrong.has("lists") ? all : all.filter((name) => after?.packages?.[name] !== was.packages?.[name]);
  const verb = input.state === "absent" ? "remove" : "install";
  return when(names.length > 0, aptGet([verb, "--", ...aptWords(input, names, was)], input));
}
