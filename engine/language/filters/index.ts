import type { Definition } from "../definition.js";
import { defaultFilters } from "./defaults.js";
import { listFilters } from "./lists.js";
import { mapFilters } from "./maps.js";
import { numberFilters } from "./numbers.js";
import { selectionFilters } from "./selection.js";
import { serializationFilters } from "./serialization.js";
import { setFilters } from "./sets.js";
import { stringFilters } from "./strings.js";
import { conversionFilters } from "./conversion.js";
import { regexFilters } from "./regex.js";
import { encodingFilters } from "./encoding.js";
import { pathFilters } from "./paths.js";

const filters: Readonly<Record<string, Definition>> = {
  ...defaultFilters, ...conversionFilters, ...stringFilters, ...regexFilters, ...numberFilters, ...listFilters, ...setFilters, ...selectionFilters,
  ...mapFilters, ...serializationFilters, ...encodingFilters, ...pathFilters,
};

/** The filter of this name; a collection before it (`ansible.builtin.`) is passed over. */
export function findFilter(name: string): Definition | undefined {
  const short = name.slice(name.lastIndexOf(".") + 1);
  return Object.hasOwn(filters, short) ? filters[short] : undefined;
}

/** All names, for "did you mean" and for the documentation. */
export function filterNames(): readonly string[] {
  return Object.keys(filters);
}
