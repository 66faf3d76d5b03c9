import { isList, scalarText, type ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, steered } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import type { DirectiveTurn } from "./carry-out.js";

const OWN = ["name", "groups"];

/** add_host: a host joins the inventory of this run. It is changed when the inventory is. */
export function addHost({ context }: PlayRun, _task: PlannedTask, { params }: DirectiveTurn): Ending {
  const [name, port] = parted(scalarText(params["name"] ?? null) ?? "");
  const groups = isList(params["groups"]) ? params["groups"].flatMap((group) => scalarText(group)?.trim() ?? []) : [];
  const given = Object.fromEntries(Object.entries(params).filter(([key]) => !OWN.includes(key)));
  const vars: ValueMap = port === undefined ? given : { ansible_port: port, ...given };
  const grown = context.inventory.withHost({ name, groups, vars });
  if (!grown.ok) return failed({ reason: "bad-input", diagnostics: grown.error });
  const { inventory, changed } = grown.value;
  context.inventory = inventory;
  return steered({ add_host: { host_name: name, groups, host_vars: vars } }, changed);
}

/** "host:port"; an address with more than one colon has none. */
function parted(name: string): readonly [string, number | undefined] {
  const found = /^([^:]+):(\d+)$/.exec(name);
  return found?.[1] === undefined ? [name, undefined] : [found[1], Number(found[2])];
}
