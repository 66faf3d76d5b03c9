import type { Certainty } from "#engine/core/change.js";
import { oneLine } from "./visible.js";

const mostNamed = 3;

/** ` (assumed: after "Install nginx")`, or nothing for what is certain. */
export function certaintyText(certainty: Certainty): string {
  if (certainty.level === "certain") return "";
  const named = certainty.after.slice(0, mostNamed).map((name) => `"${oneLine(name)}"`).join(", ");
  const more = certainty.after.length - mostNamed;
  return ` (assumed: after ${named === "" ? "an earlier change" : named}${more > 0 ? ` and ${more} more` : ""})`;
}
