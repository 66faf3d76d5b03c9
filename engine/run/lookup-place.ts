import { dirname, resolve } from "node:path";
import { selectHosts } from "#engine/inventory/pattern.js";
import { openedText } from "#engine/plan/source-content.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import { lookupState } from "./lookup-mode.js";
import type { LookupPlace } from "./lookups/place.js";

/** Where the lookups of a task look; without a task, from the playbook alone. */
export function lookupPlace({ context, play }: PlayRun, task: PlannedTask | undefined): LookupPlace {
  return {
    role: task?.role, folder: task === undefined ? undefined : dirname(resolve(task.place.file)), playbookDir: play.playbookDir, check: context.options.check, unvault: openedText,
    hostsMatching: (patterns) => {
      const selected = selectHosts(context.inventory, patterns);
      return selected.ok ? selected.value.hosts : []; // as in Ansible a pattern that cannot be read chooses nobody
    },
    state: () => lookupState(context),
    acted: () => { for (const host of context.hosts) if (host.here) host.ahead.discard(); },
    warn: (diagnostic) => { context.tell({ type: "warning", diagnostic }); },
  };
}
