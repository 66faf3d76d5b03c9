import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Value } from "#engine/core/value.js";
import type { GroupDraft, HostDraft } from "./builder.js";
import { LOCAL_NAMES, type Group } from "./inventory.js";
import type { AnyLayer, Layer, ValueLayer } from "./layer.js";
import type { VarsFolders } from "./vars-folders.js";

/** A setting of a group, not a variable of its hosts. */
export const PRIORITY = "ansible_group_priority";

/** Of group_vars/all, other group_vars and host_vars beside an inventory. */
const LEVELS = { all: 4, group: 6, host: 9 } as const;

/** Whose layers are asked for. */
export interface Member {
  readonly host: string;
  /** undefined: the implicit localhost. */
  readonly draft: HostDraft | undefined;
  /** "all" first, then by weight. */
  readonly groups: readonly Group[];
}

/** What Ansible says of a localhost that no inventory names, whatever the group "all" says. */
const IMPLICIT: ValueLayer = { origin: "implicit localhost", level: 8, values: { ansible_connection: "local" } };

/** What an inventory says about a host, weakest first. */
export function hostLayers({ host, draft, groups }: Member, drafts: ReadonlyMap<string, GroupDraft>, folders: VarsFolders): readonly AnyLayer[] {
  return [
    ...groups.flatMap(({ name }) => layer(`inventory group ${name}`, 3, variablesOf(drafts.get(name)))),
    ...folders.layers({ groups: groups.map(({ name }) => name), host }, LEVELS, "inventory"),
    ...layer(`inventory host ${host}`, 8, draft?.vars),
    ...added(draft?.values),
    ...draft === undefined && LOCAL_NAMES.includes(host) ? [IMPLICIT] : [],
  ].sort((a, b) => a.level - b.level);
}

/** What an inventory says about a group itself. */
export function groupLayers(draft: GroupDraft, folders: VarsFolders): readonly Layer[] {
  return [...layer(`inventory group ${draft.name}`, 3, variablesOf(draft)), ...folders.groupLayers(draft.name, LEVELS, "inventory")];
}

/** What a group says for its hosts; under a host the same name is a variable as any other. */
function variablesOf(draft: GroupDraft | undefined): ReadonlyMap<string, MapEntry> {
  return new Map([...draft?.vars ?? []].filter(([name]) => name !== PRIORITY));
}

function layer(origin: string, level: number, vars: ReadonlyMap<string, MapEntry> | undefined): readonly Layer[] {
  const entries = [...vars?.values() ?? []];
  const place = entries[0]?.keyPlace;
  if (place === undefined) return [];
  const node: MapNode = { kind: "map", entries, place };
  return [{ origin, level, vars: node }];
}

function added(values: ReadonlyMap<string, Value> | undefined): readonly ValueLayer[] {
  return values === undefined || values.size === 0 ? [] : [{ origin: "add_host", level: 8, values: Object.fromEntries(values) }];
}
