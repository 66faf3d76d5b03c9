import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { unitLife } from "./lib/unit-life.js";
import type { UnitWish } from "./lib/unit-plan.js";
import type { Unit } from "./lib/unit-probe.js";
import { unitName } from "./lib/unit-words.js";

const ofInitScripts = "Taken for Ansible's sake: it is for init scripts, and systemd does without.";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  "x-required-one-of": [["state", "enabled"]],
  properties: {
    name: { type: "string", pattern: "^[^\\s*?\\[\\]]+$", description: "The service." },
    state: { type: "string", enum: ["started", "stopped", "restarted", "reloaded"], description: "restarted and reloaded happen on every run; a service that is down is started by both." },
    enabled: { type: "boolean", description: "Start it at boot." },
    use: { type: "string", enum: ["auto", "systemd", "ansible.builtin.systemd"], default: "auto", description: "The service manager: systemd is the only one." },
    sleep: { type: "integer", description: "Taken for Ansible's sake: systemd waits until a service is down before it starts it again." },
    pattern: { type: "string", description: ofInitScripts },
    arguments: { "type": "string", "x-aliases": ["args"], "description": ofInitScripts },
    runlevel: { type: "string", default: "default", description: ofInitScripts },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A service, whatever manages it: here always systemd. */
export const service = defineModule<Params, Unit, UnitWish & { readonly name: string }>({
  name: "service",
  summary: "Start, stop, restart or enable a service.",
  description: "It does what the module systemd does, with fewer parameters. Hosts that run another service manager are not supported.",
  params,
  examples: [
    { title: "A service that runs, now and after a reboot", yaml: "service:\n  name: nginx\n  state: started\n  enabled: true" },
    { title: "As a handler", yaml: "service:\n  name: nginx\n  state: reloaded" },
  ],
  returns: { name: "The service.", state: "started or stopped.", enabled: "Whether it is started at boot.", status: "ActiveState and UnitFileState as systemctl show names them." },
  prepare: ({ name, state, enabled }) => Promise.resolve({ name, ...(state && { state }), ...(enabled !== undefined && { enabled }), daemon_reload: false, force: false, no_block: false }),
  resource: ({ name }) => `systemd:${unitName(name)}`,
  ...unitLife,
});
