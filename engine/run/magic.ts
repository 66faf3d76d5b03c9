import { OMIT, type Value, type ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import type { HostRun } from "./host-run.js";

/** Variables that are there without anybody defining them (Ansible's "Special Variables"); hostvars is made elsewhere, for it is large. */
export function magicVariables(run: PlayRun, task: PlannedTask, host: HostRun): ValueMap {
  const { options } = run.context;
  const active = run.batch.filter((each) => each.active).map((each) => each.name);
  return {
    ...hostMagic(run, host),
    omit: OMIT,
    ansible_managed: "Ansible managed",
    ansible_check_mode: options.check, ansible_diff_mode: options.diff,
    ansible_play_name: run.play.name,
    ansible_play_hosts: active, ansible_play_batch: active, play_hosts: active, ansible_play_hosts_all: run.play.hosts,
    ansible_run_tags: options.told.tags.length === 0 ? ["all"] : options.told.tags, ansible_skip_tags: options.told.skipTags,
    ansible_limit: options.told.limit ?? null, ansible_forks: options.forks, ansible_verbosity: options.told.verbosity,
    ...roleVariables(task),
  };
}

/** Those that another host sees as well, through hostvars. */
export function hostMagic(run: PlayRun, host: HostRun): ValueMap {
  const { inventory } = run.context;
  return {
    inventory_hostname: host.name,
    inventory_hostname_short: host.name.split(".")[0] ?? host.name,
    inventory_dir: inventory.folders[0] ?? null,
    group_names: inventory.groupsOf(host.name).map((group) => group.name).filter((name) => name !== "all" && name !== "ungrouped").sort(),
    groups: groupsOf(run),
    playbook_dir: run.play.playbookDir,
  };
}

function roleVariables({ role }: PlannedTask): Readonly<Record<string, Value>> {
  return role === undefined ? {} : { role_path: role.path, role_name: role.name, ansible_role_name: role.name, ansible_parent_role_names: role.parents, ansible_parent_role_paths: [] };
}

const groupMaps = new WeakMap<object, ValueMap>();

/** Group name -> hosts; the same for the whole run. */
function groupsOf({ context }: PlayRun): ValueMap {
  const { inventory } = context;
  const known = groupMaps.get(inventory);
  if (known !== undefined) return known;
  const made = Object.fromEntries([...inventory.groups].map(([name, group]) => [name, group.hosts]));
  groupMaps.set(inventory, made);
  return made;
}
