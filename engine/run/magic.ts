import { dirname } from "node:path";
import { OMIT, type Value, type ValueMap } from "#engine/core/value.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import type { HostRun } from "./host-run.js";

/** Variables that are there without anybody defining them (Ansible's "Special Variables"); hostvars is made elsewhere, for it is large. */
export function magicVariables(run: PlayRun, task: PlannedTask, host: HostRun): ValueMap {
  const { options } = run.context;
  const { batch, remaining } = partakersOf(run);
  return {
    ...hostMagic(run, host),
    omit: OMIT,
    ansible_managed: "Ansible managed",
    ansible_check_mode: options.check, ansible_diff_mode: options.diff,
    ansible_play_name: run.play.name,
    ansible_play_hosts: remaining, ansible_play_batch: batch, play_hosts: batch, ansible_play_hosts_all: run.play.hosts,
    ansible_run_tags: options.told.tags.length === 0 ? ["all"] : options.told.tags, ansible_skip_tags: options.told.skipTags,
    ...limitOf(options.told.limit), ansible_forks: options.forks, ansible_verbosity: options.told.verbosity,
    ansible_version: LANGUAGE, ...rolesOfPlay(run), ...roleVariables(task),
  };
}

/** The hosts that still take part, in the batch and in the whole play. */
interface Partakers { readonly version: number; readonly batch: readonly string[]; readonly remaining: readonly string[] }

const partakers = new WeakMap<PlayRun["scopes"], Partakers>();

/** They are the same for every host and task until somebody leaves. */
function partakersOf({ scopes, context, batch, play }: PlayRun): Partakers {
  const known = partakers.get(scopes);
  if (known?.version === context.version) return known;
  const names = (hosts: readonly HostRun[]): readonly string[] => hosts.filter((each) => each.active).map((each) => each.name);
  const made = { version: context.version, batch: names(batch), remaining: names(play.hosts.map((name) => context.host(name))) };
  partakers.set(scopes, made);
  return made;
}

/** Without --limit there is none. */
function limitOf(limit: string | undefined): ValueMap {
  return limit === undefined ? {} : { ansible_limit: limit };
}

/** Those that another host sees as well, through hostvars. */
export function hostMagic(run: PlayRun, host: HostRun): ValueMap {
  const { inventory } = run.context;
  return {
    inventory_hostname: host.name,
    inventory_hostname_short: host.name.split(".")[0] ?? host.name,
    ...sourceVariables(inventory, host.name),
    group_names: inventory.groupsOf(host.name).map((group) => group.name).filter((name) => name !== "all").sort(),
    groups: groupsOf(run),
    playbook_dir: run.play.playbookDir,
  };
}

/** The file that named the host first, and its folder; a list of hosts (`-i a,b`) has none. */
function sourceVariables(inventory: Inventory, host: string): ValueMap {
  const source = inventory.sourceOf(host);
  if (source === undefined) return inventory.hosts.includes(host) ? { inventory_file: null, inventory_dir: null } : {}; // the implicit localhost has none
  return { inventory_file: source, inventory_dir: source.includes(",") ? null : dirname(source) };
}

/** The release of ansible-core whose language this is: playbooks ask for one that is new enough. */
const LANGUAGE: ValueMap = { full: "2.19.0", string: "2.19.0", major: 2, minor: 19, revision: 0 };

function rolesOfPlay({ play }: PlayRun): ValueMap {
  const { roleNames, dependentNames } = play;
  const all = [...new Set([...dependentNames, ...roleNames])];
  return { role_names: roleNames, ansible_play_role_names: roleNames, ansible_dependent_role_names: dependentNames, ansible_role_names: all };
}

function roleVariables({ role }: PlannedTask): Readonly<Record<string, Value>> {
  if (role === undefined) return {};
  const collection = role.fullName === role.name ? {} : { ansible_collection_name: role.fullName.split(".").slice(0, 2).join(".") };
  return { ...collection, role_path: role.path, role_name: role.name, ansible_role_name: role.fullName, ansible_parent_role_names: role.parents.map(({ name }) => name), ansible_parent_role_paths: role.parents.map(({ path }) => path) };
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
