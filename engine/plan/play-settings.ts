import type { MapNode, Node } from "#engine/core/node.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { PlanContext } from "./context.js";
import { listAt, nodeAt, scalarValue } from "./nodes.js";
import type { HostOrder, PlannedPlay, Strategy } from "./types.js";
import { writtenScope } from "./written-scope.js";

/** What a play says about how it is run. */
export type PlaySettings = Pick<PlannedPlay, "serial" | "anyErrorsFatal" | "maxFailPercentage" | "forceHandlers" | "strategy" | "order">;

/** Reads them; `layers`: variables that may stand in `serial`. */
export function playSettings(context: PlanContext, map: MapNode, layers: readonly Layer[]): PlaySettings {
  const percentage = scalarValue(map, "max_fail_percentage");
  return {
    serial: listAt(map, "serial").flatMap((node) => batchSizes(context, node, layers)),
    anyErrorsFatal: scalarValue(map, "any_errors_fatal") === true,
    maxFailPercentage: percentage === undefined ? undefined : Number(percentage),
    forceHandlers: scalarValue(map, "force_handlers") === true,
    strategy: strategyOf(context, nodeAt(map, "strategy")),
    order: orderOf(context, nodeAt(map, "order")),
  };
}

function batchSizes(context: PlanContext, node: Node, layers: readonly Layer[]): readonly (number | string)[] {
  const rendered = renderNode(node, writtenScope(layers, node.place, context.sources));
  if (!rendered.ok) {
    context.report(rendered.error);
    return [];
  }
  const values = Array.isArray(rendered.value) ? rendered.value : [rendered.value];
  return values.flatMap((each) => batchSize(context, String(each), node));
}

function batchSize(context: PlanContext, value: string, node: Node): readonly (number | string)[] {
  if (/^\d+%?$/.test(value)) return [value.endsWith("%") ? value : Number(value)];
  context.error("bad-serial", `serial must be a number of hosts such as 2, or a percentage such as "25%"`, node.place);
  return [];
}

const STRATEGIES: Readonly<Record<string, Strategy>> = { linear: "linear", free: "free", host_pinned: "free" };

function strategyOf(context: PlanContext, node: Node | undefined): Strategy {
  if (node?.kind !== "scalar" || node.value === null) return "linear";
  const name = String(node.value).replace(/^ansible\.builtin\./, "");
  const found = Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name] : undefined;
  if (found !== undefined) return found;
  context.error("unsupported-strategy", `there is no strategy "${String(node.value)}" here`, node.place, isTemplate(String(node.value)) ? "It must be known before the run" : didYouMean(name, Object.keys(STRATEGIES)) ?? "There are linear, free and host_pinned");
  return "linear";
}

const ORDERS: readonly HostOrder[] = ["inventory", "reverse_inventory", "sorted", "reverse_sorted", "shuffle"];

function orderOf(context: PlanContext, node: Node | undefined): HostOrder {
  if (node?.kind !== "scalar" || node.value === null) return "inventory";
  const found = ORDERS.find((order) => order === node.value);
  if (found === undefined) context.error("wrong-value", `there is no order "${String(node.value)}"`, node.place, didYouMean(String(node.value), ORDERS) ?? `There are ${ORDERS.join(", ")}`);
  return found ?? "inventory";
}
