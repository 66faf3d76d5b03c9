import type { ValueMap } from "#engine/core/value.js";
import type { RoleFrom } from "#engine/load/role.js";
import type { MapNode } from "#engine/core/node.js";
import { scalarValue, textAt } from "./nodes.js";

/** How a role is called by include_role and import_role. */
export interface RoleCall {
  readonly from: RoleFrom;
  /** Whether hosts that are through with it run it again; undefined: as the role itself says. */
  readonly again: boolean | undefined;
  /** By include_role or import_role: never the same as a role of the play or one that another needs. */
  readonly dynamic: boolean;
  /** Whether its argument specs are checked. */
  readonly validate: boolean;
  /** By include_role: decided while the run is on, so that a circle may have an end. */
  readonly included: boolean;
  /** What else tells it from other calls of the role: the variables of include_role, and its loop item. */
  readonly told?: string;
  /** Another role needs it. */
  readonly dependency?: boolean;
  /** Variables of import_role, which stand with those of the role. */
  readonly vars?: MapNode | undefined;
}

/** As the role of a play is called. */
export const PLAIN_CALL: RoleCall = { from: {}, again: undefined, dynamic: false, validate: true, included: false };

/** From arguments as they are written, templates unrendered. */
export function writtenCall(args: MapNode, included: boolean): RoleCall {
  return {
    included, dynamic: true,
    from: fromOf((key) => textAt(args, key)),
    again: scalarValue(args, "allow_duplicates") !== false,
    validate: scalarValue(args, "rolespec_validate") !== false,
  };
}

/** From rendered parameters. */
export function calledWith(params: ValueMap): RoleCall {
  return {
    from: fromOf((key) => typeof params[key] === "string" ? params[key] : undefined),
    again: params["allow_duplicates"] !== false,
    validate: params["rolespec_validate"] !== false,
    included: true, dynamic: true,
  };
}

function fromOf(text: (key: string) => string | undefined): RoleFrom {
  const found = (["tasks", "vars", "defaults", "handlers"] as const).map((part) => [part, text(`${part}_from`)] as const);
  return Object.fromEntries(found.filter(([, name]) => name !== undefined && name !== "main"));
}
