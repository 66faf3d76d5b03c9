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
import { combinationFilters } from "./combinations.js";
import { dateFilters } from "./dates.js";
import { layoutFilters } from "./layout.js";
import { networkFilters } from "./network.js";
import { passwordFilters } from "./passwords.js";
import { urlFilters } from "./urls.js";
import { yamlFilters } from "./yaml.js";

const filters: Readonly<Record<string, Definition>> = {
  ...defaultFilters, ...conversionFilters, ...stringFilters, ...regexFilters, ...numberFilters, ...listFilters, ...setFilters, ...selectionFilters,
  ...mapFilters, ...serializationFilters, ...yamlFilters, ...encodingFilters, ...passwordFilters,
  ...pathFilters, ...urlFilters, ...layoutFilters, ...dateFilters, ...networkFilters, ...combinationFilters,
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
