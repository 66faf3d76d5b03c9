import { typeFault, type Fault } from "./fault.js";

/** Splits as Python's LooseVersion: runs of digits, runs of letters, and whatever is between dots. */
function partsOf(version: string): (number | string)[] {
  return version.split(/(\d+|[a-z]+|\.)/).filter((part) => part !== "" && part !== ".").map((part) => /^\d+$/.test(part) ? Number(part) : part);
}

/** How two versions stand to each other, by LooseVersion's rules; a number against a word has no order there. */
export function compareLoosely(a: string, b: string): number | Fault {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [x = 0, y = 0] = [left[index], right[index]];
    if (typeof x !== typeof y) return typeFault(`The versions "${a}" and "${b}" cannot be compared: a number meets a word`, "Compare them with version_type='semver', or cut the suffix off.");
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;

/** How two semantic versions stand to each other (semver.org, 2.0.0, section 11). */
export function compareSemantically(a: string, b: string): number | Fault {
  const [x, y] = [SEMVER.exec(a), SEMVER.exec(b)];
  if (x === null || y === null) return typeFault(`"${x === null ? a : b}" is not a semantic version`, "It needs three numbers, such as 1.2.3.");
  for (const index of [1, 2, 3]) {
    const difference = Number(x[index]) - Number(y[index]);
    if (difference !== 0) return difference;
  }
  return comparePreReleases(x[4], y[4]);
}

function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [left, right] = [a.split("."), b.split(".")];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = compareIdentifiers(left[index] ?? "", right[index] ?? "");
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareIdentifiers(a: string, b: string): number {
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (x && y) return Number(a) - Number(b);
  if (x !== y) return x ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
