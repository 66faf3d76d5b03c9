import { collectionsOf, findIn } from "../collections.js";
import type { Definition } from "../definition.js";
import { combinationFilters } from "./combinations.js";
import { communityFilters } from "./community.js";
import { conversionFilters } from "./conversion.js";
import { dateFilters } from "./dates.js";
import { defaultFilters } from "./defaults.js";
import { durationFilters } from "./durations.js";
import { encodingFilters } from "./encoding.js";
import { htmlFilters } from "./html.js";
import { jsonQueryFilters } from "./json-query.js";
import { layoutFilters } from "./layout.js";
import { listFilters } from "./lists.js";
import { mapFilters } from "./maps.js";
import { networkFilters } from "./network.js";
import { numberFilters } from "./numbers.js";
import { passwordFilters } from "./passwords.js";
import { pathFilters } from "./paths.js";
import { regexFilters } from "./regex.js";
import { selectionFilters } from "./selection.js";
import { serializationFilters } from "./serialization.js";
import { setFilters } from "./sets.js";
import { stringFilters } from "./strings.js";
import { urlFilters } from "./urls.js";
import { vaultFilters } from "./vault.js";
import { yamlFilters } from "./yaml.js";

const { version_sort: versionSort, ...chance } = combinationFilters;

const collections = collectionsOf({
  builtin: {
    ...defaultFilters, ...conversionFilters, ...stringFilters, ...regexFilters, ...numberFilters, ...listFilters, ...setFilters, ...selectionFilters,
    ...mapFilters, ...serializationFilters, ...yamlFilters, ...encodingFilters, ...passwordFilters, ...htmlFilters,
    ...pathFilters, ...urlFilters, ...layoutFilters, ...dateFilters, ...chance, ...vaultFilters,
  },
  general: { ...communityFilters, ...durationFilters, ...jsonQueryFilters, ...(versionSort && { version_sort: versionSort }) },
  utils: networkFilters,
});

/** The filter of this name, which may carry the name of its collection (`ansible.builtin.combine`). */
export function findFilter(name: string): Definition | undefined {
  return findIn(collections, name);
}

/** All names, for "did you mean" and for the documentation. */
export function filterNames(): readonly string[] {
  return [...new Set([...collections.values()].flatMap((table) => Object.keys(table)))];
}
