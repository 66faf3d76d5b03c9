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

const STRICT = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/;

/** How two versions stand to each other, by StrictVersion's rules: two or three numbers, then perhaps a1 or b1. */
export function compareStrictly(a: string, b: string): number | Fault {
  const [x, y] = [STRICT.exec(a), STRICT.exec(b)];
  if (x === null || y === null) return typeFault(`"${x === null ? a : b}" is not a strict version`, "It needs two or three numbers, such as 1.2 or 1.2.3, and at most a1 or b1 behind them.");
  const keys = [x, y].map(([, major, minor, patch = "0", stage = "c", serial = "0"]) => [Number(major), Number(minor), Number(patch), stage.charCodeAt(0), Number(serial)]);
  return compareKeys(keys[0] ?? [], keys[1] ?? []);
}

const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;

/** How two semantic versions stand to each other (semver.org, 2.0.0, section 11). */
export function compareSemantically(a: string, b: string): number | Fault {
  const [x, y] = [SEMVER.exec(a), SEMVER.exec(b)];
  if (x === null || y === null) return typeFault(`"${x === null ? a : b}" is not a semantic version`, "It needs three numbers, such as 1.2.3.");
  const numbers = compareKeys(x.slice(1, 4).map(Number), y.slice(1, 4).map(Number));
  return numbers === 0 ? comparePreReleases(x[4], y[4]) : numbers;
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

const PEP440 = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z\d]+(?:[-_.][a-z\d]+)*))?$/i;
const STAGES: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };

/** How two versions of Python packages stand to each other (PEP 440). */
export function comparePep440(a: string, b: string): number | Fault {
  const [x, y] = [PEP440.exec(a.trim()), PEP440.exec(b.trim())];
  if (x === null || y === null) return typeFault(`"${x === null ? a : b}" is not a version by PEP 440`, "It looks like 1.2, 1.2rc1 or 1.2.post1.");
  const [left, right] = [pep440Key(x), pep440Key(y)];
  const release = compareKeys(left.release, right.release);
  return release !== 0 ? release : compareKeys(left.rest, right.rest) || compareLocal(left.local, right.local);
}

/** A release's numbers without zeros at the end, then stage, post and dev as numbers that sort. */
function pep440Key([, epoch = "0", release = "", stage, serial, implicit, post, postSerial, dev, devSerial, local = ""]: readonly (string | undefined)[]): { release: number[]; rest: number[]; local: string } {
  const numbers = [Number(epoch), ...release.replace(/(\.0+)+$/, "").split(".").map(Number)];
  const afterwards = implicit ?? (post && (postSerial ?? "0"));
  const onlyDev = dev !== undefined && afterwards === undefined;
  return { release: numbers, rest: [...stageKey(stage, serial, onlyDev), afterwards === undefined ? -1 : numberOf(afterwards), dev === undefined ? Infinity : numberOf(devSerial)], local: local.toLowerCase() };
}

/** A development release comes before the first alpha, a release without a stage after all of them. */
function stageKey(stage: string | undefined, serial: string | undefined, onlyDev: boolean): readonly [number, number] {
  if (stage !== undefined) return [STAGES[stage.toLowerCase()] ?? 3, numberOf(serial)];
  return onlyDev ? [-1, 0] : [3, 0];
}

function numberOf(digits: string | undefined): number {
  return Number(digits ?? "0");
}

function compareLocal(a: string, b: string): number {
  if (a === "" || b === "") return Number(a !== "") - Number(b !== "");
  const [left, right] = [a.split(/[-_.]/), b.split(/[-_.]/)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = -compareIdentifierKinds(left[index] ?? "", right[index] ?? "");
    if (difference !== 0) return -difference;
  }
  return left.length - right.length;
}

/** Unlike in semantic versions numbers come after words. */
function compareIdentifierKinds(a: string, b: string): number {
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  return x === y ? compareIdentifiers(a, b) : x ? 1 : -1;
}

/** By the first number that differs; a longer list is more. */
function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [x = 0, y = 0] = [a[index], b[index]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
