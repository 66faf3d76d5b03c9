import { namedLookup } from "#engine/core/lookup-names.js";
import type { MapNode, Node } from "#engine/core/node.js";
import { mapAt, nodeAt } from "./nodes.js";

/** How the items of a loop are written: `loop` gives the list itself, `with_X` the terms of the lookup X (Ansible: "Loops"). */
export type LoopForm =
  | { readonly kind: "list" }
  | { readonly kind: "lookup"; readonly name: string };

/** What a task loops over. */
export interface Loop {
  readonly node: Node;
  readonly form: LoopForm;
}

/** The keys of loop_control that are templates; the names of its variables are needed before there are values. */
export interface LoopControl {
  /** Seconds between two items. */
  readonly pause: Node | undefined;
  /** Whether there is an `ansible_loop`, and whether that has all items in it. */
  readonly extended: Node | undefined;
  readonly extendedAllItems: Node | undefined;
  /** Conditions that end the loop, asked after each item. */
  readonly breakWhen: Node | undefined;
}

const LOOP: LoopForm = { kind: "list" };

/** The loop of a task, if it has one. Forms that do not exist were told of by the schema. */
export function loopOf(map: MapNode): Loop | undefined {
  const node = nodeAt(map, "loop");
  if (node !== undefined) return { node, form: LOOP };
  for (const { key, value } of map.entries) {
    const named = key.startsWith("with_") ? namedLookup(key.slice("with_".length)) : undefined;
    if (named?.kind === "known") return { node: value, form: { kind: "lookup", name: named.name } };
  }
  return undefined;
}

/** The part of a loop whose variables must be defined: with_first_found passes undefined ones over. */
export function neededTerms(loop: Loop | undefined): Node | undefined {
  return loop?.form.kind === "lookup" && loop.form.name === "first_found" ? undefined : loop?.node;
}

/** What loop_control says besides names and label; undefined where a task has none. */
export function loopControlOf(map: MapNode): LoopControl | undefined {
  const control = mapAt(map, "loop_control");
  if (control === undefined) return undefined;
  return { pause: nodeAt(control, "pause"), extended: nodeAt(control, "extended"), extendedAllItems: nodeAt(control, "extended_allitems"), breakWhen: nodeAt(control, "break_when") };
}
