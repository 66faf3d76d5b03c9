import { collectionsOf, findIn } from "../collections.js";
import type { Definition } from "../definition.js";
import { comparisonTests } from "./comparison.js";
import { definedTests } from "./defined.js";
import { matchTests } from "./match.js";
import { networkTests } from "./network.js";
import { pathTests } from "./paths.js";
import { resultTests } from "./results.js";
import { typeTests } from "./types.js";
import { versionTests } from "./version.js";

const collections = collectionsOf({
  builtin: { ...definedTests, ...typeTests, ...comparisonTests, ...matchTests, ...versionTests, ...resultTests, ...pathTests },
  general: {}, utils: networkTests,
});

/** The test of this name, which may carry the name of its collection (`ansible.builtin.version`). */
export function findTest(name: string): Definition | undefined {
  return findIn(collections, name);
}

/** All names, for "did you mean" and for the documentation. */
export function testNames(): readonly string[] {
  return [...new Set([...collections.values()].flatMap((table) => Object.keys(table)))];
}
