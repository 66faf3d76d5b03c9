import type { MapNode, Node } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";
import { listAt, mapAt, nodeAt, wordsAt } from "./nodes.js";
import type { Keywords } from "./types.js";

/** What a play hands down before it says anything. */
export const NO_KEYWORDS: Keywords = {
  when: [], tags: [], become: undefined, becomeUser: undefined, becomeMethod: undefined, becomeExe: undefined, becomeFlags: undefined, remoteUser: undefined, connection: undefined,
  environment: [], ignoreErrors: undefined, ignoreUnreachable: undefined, noLog: undefined, checkMode: undefined, diff: undefined,
  delegateTo: undefined, runOnce: undefined, anyErrorsFatal: undefined, timeout: undefined, throttle: undefined, port: undefined,
  delegateFacts: undefined, layers: [], moduleDefaults: [], notify: [], undecided: undefined,
};

/** Names of keywords that simply override: ours and the YAML's. */
const OVERRIDING = {
  become: "become", becomeUser: "become_user", becomeMethod: "become_method", becomeExe: "become_exe", becomeFlags: "become_flags", remoteUser: "remote_user", connection: "connection",
  ignoreErrors: "ignore_errors", ignoreUnreachable: "ignore_unreachable", noLog: "no_log", checkMode: "check_mode", diff: "diff",
  delegateTo: "delegate_to", runOnce: "run_once", anyErrorsFatal: "any_errors_fatal", timeout: "timeout",
  throttle: "throttle", port: "port", delegateFacts: "delegate_facts",
} as const satisfies Partial<Record<keyof Keywords, string>>;

/** What a level of variables is called, and how strong it is (Ansible's order of precedence). */
export interface VarsLevel {
  readonly origin: string;
  readonly level: number;
}

/** The keywords that hold inside `map` (a play, role entry, block or task), given those that hold around it. */
export function inherit(outer: Keywords, map: MapNode, vars: VarsLevel | undefined): Keywords {
  const own = mapAt(map, "vars");
  const layers: readonly Layer[] = vars !== undefined && own !== undefined ? [{ ...vars, vars: own }] : [];
  return {
    ...outer,
    ...overridden(map),
    when: [...outer.when, ...conditions(map)],
    tags: [...new Set([...outer.tags, ...wordsAt(map, "tags")])],
    notify: [...outer.notify, ...(nodeAt(map, "notify") === undefined ? [] : listAt(map, "notify"))],
    environment: [...outer.environment, ...listAt(map, "environment")],
    layers: [...outer.layers, ...layers],
    moduleDefaults: [...outer.moduleDefaults, ...listAt(map, "module_defaults").flatMap((node) => node.kind === "map" ? [node] : [])],
  };
}

function overridden(map: MapNode): Partial<Keywords> {
  const found: [string, Node][] = [];
  for (const [ours, theirs] of Object.entries(OVERRIDING)) {
    const node = nodeAt(map, theirs);
    if (node !== undefined) found.push([ours, node]);
  }
  return Object.fromEntries(found);
}

/** `when` of an import_playbook or a play is the schema's business; here it is one condition or a list of them. */
function conditions(map: MapNode): readonly Node[] {
  return listAt(map, "when");
}
