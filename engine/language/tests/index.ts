import type { Definition } from "../definition.js";
import { comparisonTests } from "./comparison.js";
import { definedTests } from "./defined.js";
import { matchTests } from "./match.js";
import { pathTests } from "./paths.js";
import { resultTests } from "./results.js";
import { typeTests } from "./types.js";
import { versionTests } from "./version.js";

const tests: Readonly<Record<string, Definition>> = { ...definedTests, ...typeTests, ...comparisonTests, ...matchTests, ...versionTests, ...resultTests, ...pathTests };

/** The test of this name; a collection before it (`ansible.builtin.`) is passed over. */
export function findTest(name: string): Definition | undefined {
  const short = name.slice(name.lastIndexOf(".") + 1);
  return Object.hasOwn(tests, short) ? tests[short] : undefined;
}

/** All names, for "did you mean" and for the documentation. */
export function testNames(): readonly string[] {
  return Object.keys(tests);
}
