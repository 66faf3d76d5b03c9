import { dirname, resolve } from "node:path";
import type { Place } from "#engine/core/place.js";
import type { Layer } from "#engine/inventory/layer.js";
import { createScope, type Variables } from "#engine/inventory/variables.js";
import type { PlanSources } from "./context.js";

/** What is known before any host: variables as they are written, and lookups, which look beside the file at hand. */
export function writtenScope(layers: readonly Layer[], place: Place, { extraVars, lookups }: Pick<PlanSources, "extraVars" | "lookups">): Variables {
  const lookup = lookups?.(dirname(resolve(place.file)));
  return createScope([...layers, ...extraVars], lookup === undefined ? {} : { lookup });
}
