import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { unitLife } from "./lib/unit-life.js";
import type { Unit } from "./lib/unit-probe.js";
import { unitName } from "./lib/unit-words.js";

const params = {
  type: "object", additionalProperties: false,
  "x-required-one-of": [["name", "daemon_reload"]],
  properties: {
    name: { type: "string", pattern: "^[^\\s*?\\[\\]]+$", "x-aliases": ["service", "unit"], description: "The unit; without a suffix it is a service." },
    state: { type: "string", enum: ["started", "stopped", "restarted", "reloaded"], description: "restarted and reloaded happen on every run; a unit that is down is started by both." },
    enabled: { type: "boolean", description: "Start it at boot." },
    masked: { type: "boolean", description: "Make it impossible to start." },
    daemon_reload: { type: "boolean", default: false, "x-aliases": ["daemon-reload"], description: "Have systemd read its unit files again, where one of them changed since." },
    force: { type: "boolean", default: false, description: "Replace links in the way when enabling." },
    no_block: { type: "boolean", default: false, description: "Do not wait until it is up." },
    scope: { type: "string", enum: ["system"], default: "system", description: "Only the system's own manager." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A systemd unit; systemctl(1), systemd.unit(5). */
export const systemd = defineModule<Params, Unit>({
  name: "systemd",
  summary: "Start, stop, restart, enable or mask a systemd unit.",
  description: "systemd reads its unit files again (daemon-reload) before any other step when it says that the unit's file changed (NeedDaemonReload). A service that does not come up, or ends within a "
    + "second, fails the task with the last lines of its journal. Units that are not for enabling (static, indirect, alias) count as enabled; enabled-runtime does not, since it is gone after a reboot.",
  params,
  examples: [
    { title: "A service that runs, now and after a reboot", yaml: "systemd:\n  name: nginx\n  state: started\n  enabled: true" },
    { title: "As a handler", yaml: "systemd:\n  name: nginx\n  state: reloaded" },
    { title: "After a unit file was written", yaml: "systemd:\n  name: commcare-web\n  state: restarted\n  daemon_reload: true" },
  ],
  returns: { name: "The unit.", state: "started or stopped.", enabled: "Whether it is started at boot.", status: "ActiveState and UnitFileState as systemctl show names them." },
  resource: ({ name }) => (name === undefined ? "systemd:daemon-reload" : `systemd:${unitName(name)}`),
  ...unitLife,
});
