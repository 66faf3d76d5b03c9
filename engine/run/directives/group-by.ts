import { isList, scalarText } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, steered } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import type { DirectiveTurn } from "./carry-out.js";

/** group_by: the host joins a group named after its variables. Spaces in names become dashes, as in Ansible. */
export function groupBy({ context }: PlayRun, _task: PlannedTask, { host, params }: DirectiveTurn): Ending {
  const name = (scalarText(params["key"] ?? null) ?? "").replaceAll(" ", "-");
  const parents = isList(params["parents"]) ? params["parents"].flatMap((parent) => scalarText(parent)?.replaceAll(" ", "-") ?? []) : ["all"];
  const grown = context.inventory.withGroup({ name, parents, hosts: [host.name] });
  if (!grown.ok) return failed({ reason: "bad-input", diagnostics: grown.error });
  const { inventory, changed } = grown.value;
  context.inventory = inventory;
  return steered({ add_group: name, parent_groups: parents }, changed);
}
