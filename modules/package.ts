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

/** Packages, whatever manages them: here always apt. */
export const packageModule = defineModule<Params, AptState, AptTask>({
  name: "package",
  summary: "Install, upgrade or remove packages.",
  description: "It is the module apt under another name, and takes all that apt takes. Hosts with another manager of packages are not supported.",
  params,
  examples: [{ title: "One that is called the same everywhere", yaml: "package:\n  name: rsync\n  state: present" }],
  prepare: (given) => Promise.resolve(aptTask(asApt(given))),
  ...aptLife,
});

function asApt({ state, ...more }: Params): AptParams {
  return { ...more, state: state === "installed" ? "present" : state === "removed" ? "absent" : state };
}
