import { refuse, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { aptLife } from "./lib/apt-life.js";
import { aptParams, type AptParams } from "./lib/apt-params.js";
import { aptTask, type AptTask } from "./lib/apt-plan.js";
import type { AptState } from "./lib/apt-state.js";

const params = {
  ...aptParams,
  properties: {
    ...aptParams.properties,
    state: { type: "string", enum: ["present", "installed", "latest", "absent", "removed"], default: "present", description: "latest: the newest version that apt knows." },
    use: { type: "string", enum: ["auto", "apt", "ansible.builtin.apt"], default: "auto", description: "The manager of packages: apt is the only one." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** What Ansible's module hands on to dnf, yum and zypper: roles of several systems have them in tasks that are reached on those only. */
const ofOthers = [
  "allowerasing", "autoclean", "best", "bugfix", "cacheonly", "conf_file", "disable_excludes", "disable_gpg_check", "disable_plugin", "disable_recommends", "disablerepo", "download_dir", "download_only",
  "enable_plugin", "enablerepo", "exclude", "install_weak_deps", "installroot", "nobest", "releasever", "security", "skip_broken", "sslverify", "update_only",
] as const;

const allParams = {
  ...params,
  properties: { ...params.properties, ...Object.fromEntries(ofOthers.map((name) => [name, { description: "For other managers of packages: a task that is reached with it fails, as Ansible's does where apt is." }])) },
} satisfies ObjectSchema;

/** Packages, whatever manages them: here always apt. */
export const packageModule = defineModule<Params, AptState, AptTask>({
  name: "package",
  summary: "Install, upgrade or remove packages.",
  description: "It is the module apt under another name, and takes all that apt takes. Hosts with another manager of packages are not supported.",
  params: allParams,
  examples: [{ title: "One that is called the same everywhere", yaml: "package:\n  name: rsync\n  state: present" }],
  prepare: (given) => Promise.resolve(unfit(given) ?? aptTask(asApt(given))),
  ...aptLife,
});

function unfit(given: Params): Refusal | undefined {
  const name = ofOthers.find((each) => Object.hasOwn(given, each));
  return name === undefined ? undefined : refuse(`apt has nothing that "${name}" could mean`, "give it only where another manager of packages is, by a condition or `| default(omit)`");
}

function asApt({ state, ...more }: Params): AptParams {
  return { ...more, state: state === "installed" ? "present" : state === "removed" ? "absent" : state };
}
