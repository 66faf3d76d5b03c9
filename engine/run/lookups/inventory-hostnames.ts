import { ok } from "#engine/core/result.js";
import { isList } from "#engine/core/value.js";
import { defineLookup, failed } from "./define-lookup.js";

/** `inventory_hostnames`: the hosts of the inventory that patterns such as `web:!web1` choose; patterns that match nothing choose none. */
export const inventoryHostnames = defineLookup({}, (terms, { place }) => {
  const patterns = terms.flatMap((term) => isList(term) ? term : [term]);
  if (!patterns.every((pattern) => typeof pattern === "string")) return failed("a pattern of hosts must be text");
  return ok(place.hostsMatching(patterns));
});
