import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { aptLife } from "./lib/apt-life.js";
import { aptTask, type AptTask } from "./lib/apt-plan.js";
import type { AptState } from "./lib/apt-state.js";

const params = {
  type: "object", required: ["name", "state"], additionalProperties: false,
  properties: {
    name: { "type": "array", "items": { type: "string" }, "x-list": true, "description": "Packages, by the names that Debian has for them." },
    state: { type: "string", enum: ["present", "installed", "latest", "absent", "removed"], description: "latest: the newest version that apt knows." },
    use: { type: "string", enum: ["auto", "apt", "ansible.builtin.apt"], default: "auto", description: "The manager of packages: apt is the only one." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Packages, whatever manages them: here always apt. */
export const packageModule = defineModule<Params, AptState, AptTask>({
  name: "package",
  summary: "Install, upgrade or remove packages.",
  description: "It does what the module apt does, with fewer parameters. Hosts with another manager of packages are not supported.",
  params,
  examples: [{ title: "One that is called the same everywhere", yaml: "package:\n  name: rsync\n  state: present" }],
  prepare: (given) => Promise.resolve(aptTask(asApt(given))),
  ...aptLife,
});

function asApt({ name, state }: Params): Parameters<typeof aptTask>[0] {
  return {
    name, state: state === "installed" ? "present" : state === "removed" ? "absent" : state,
    only_upgrade: false, purge: false, autoremove: false, allow_downgrade: false, allow_change_held_packages: false, allow_unauthenticated: false,
    lock_timeout: 60, dpkg_options: ["force-confdef", "force-confold"], force_apt_get: false,
  };
}
