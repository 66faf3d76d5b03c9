/** A version of a Python package, taken apart (PEP 440). */
interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Rank and number: dev comes before a, b and rc, then the release itself, then post. */
  readonly pre: readonly [number, number];
  readonly post: number;
  readonly dev: number;
  readonly local: readonly string[];
}

const PATTERN = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const PRE_RANK: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };

/** Stands for "there is none" where that comes last. */
const LAST = Number.POSITIVE_INFINITY;

function parse(text: string): Version | undefined {
  const found = PATTERN.exec(text.trim().toLowerCase());
  if (found === null) return undefined;
  const [, epoch, release = "", preWord, preNumber, postDash, postWord, postNumber, devWord, devNumber, local] = found;
  const post = postDash ?? (postWord === undefined ? undefined : postNumber ?? "");
  const dev = devWord === undefined ? undefined : Number(devNumber ?? 0);
  return {
    epoch: Number(epoch ?? 0), release: trimmed(release.split(".").map(Number)), pre: preRank(preWord, Number(preNumber ?? 0), { bareDev: dev !== undefined && post === undefined }),
    post: post === undefined ? -1 : Number(post), dev: dev ?? LAST, local: local?.split(/[-_.]/) ?? [],
  };
}

/** 1.0.dev1 comes before 1.0a1; 1.0 comes after 1.0rc1. */
function preRank(word: string | undefined, number: number, { bareDev }: { bareDev: boolean }): [number, number] {
  if (word !== undefined) return [PRE_RANK[word] ?? 0, number];
  return bareDev ? [-1, 0] : [LAST, 0];
}

function trimmed(release: readonly number[]): number[] {
  const last = release.findLastIndex((part) => part !== 0);
  return release.slice(0, last + 1);
}

/** Whether a text is a version at all. */
export function isPythonVersion(text: string): boolean {
  return parse(text) !== undefined;
}

/** How two versions stand to each other; text that is no version comes before all that are. */
export function comparePythonVersions(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)];
  if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
  return comparePublic(x, y) || compareLocal(x.local, y.local);
}

function comparePublic(x: Version, y: Version): number {
  const pairs = [[x.epoch, y.epoch], ...releasePairs(x, y), [x.pre[0], y.pre[0]], [x.pre[1], y.pre[1]], [x.post, y.post], [x.dev, y.dev]] as const;
  const pair = pairs.find(([left, right]) => left !== right);
  return pair === undefined ? 0 : Math.sign((pair[0] ?? 0) - (pair[1] ?? 0));
}

function releasePairs(x: Version, y: Version): [number, number][] {
  return Array.from({ length: Math.max(x.release.length, y.release.length) }, (_, index) => [x.release[index] ?? 0, y.release[index] ?? 0]);
}

function compareLocal(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [x, y] = [a[index], b[index]];
    if (x === y) continue;
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const numbers = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (numbers[0] !== numbers[1]) return numbers[0] === true ? 1 : -1;
    return numbers[0] === true ? Math.sign(Number(x) - Number(y)) : (x < y ? -1 : 1);
  }
  return 0;
}

/** One condition on a version, such as `>=1.2`. */
export interface Specifier {
  readonly operator: string;
  readonly version: string;
}

/** Whether a version meets a condition (PEP 440, Version specifiers). */
export function meets(version: string, { operator, version: wanted }: Specifier): boolean {
  const parsed = parse(version);
  if (operator === "===") return version.toLowerCase() === wanted.toLowerCase();
  if (parsed === undefined) return false;
  const isPrefix = wanted.endsWith(".*");
  switch (operator) {
    case "==": return isPrefix ? startsWith(version, wanted.slice(0, -2)) : same(version, wanted);
    case "!=": return !(isPrefix ? startsWith(version, wanted.slice(0, -2)) : same(version, wanted));
    case ">=": return compareToBound(version, wanted) >= 0;
    case "<=": return compareToBound(version, wanted) <= 0;
    case ">": return compareToBound(version, wanted) > 0 && !(isPostOf(version, wanted));
    case "<": return compareToBound(version, wanted) < 0 && !(isPreOf(version, wanted));
    case "~=": return compareToBound(version, wanted) >= 0 && startsWith(version, wanted.replace(/\.?(?:a|b|c|rc|alpha|beta|pre|preview|post|dev)\d*.*$/i, "").replace(/\.\d+$/, ""));
    default: return false;
  }
}

/** A local part of the installed version counts only where the condition has one too. */
function same(version: string, wanted: string): boolean {
  return comparePythonVersions(wanted.includes("+") ? version : withoutLocal(version), wanted) === 0;
}

function compareToBound(version: string, wanted: string): number {
  return comparePythonVersions(withoutLocal(version), wanted);
}

function withoutLocal(version: string): string {
  return version.replace(/\+.*$/, "");
}

function startsWith(version: string, prefix: string): boolean {
  const [x, y] = [parse(withoutLocal(version)), parse(prefix)];
  if (x === undefined || y === undefined || x.epoch !== y.epoch) return false;
  return prefix.replace(/^\d+!/, "").split(".").every((_, index) => (x.release[index] ?? 0) === (y.release[index] ?? 0));
}

/** ">1.0" leaves out 1.0.post1, "<1.0" leaves out 1.0rc1: unless they are named themselves. */
function isPostOf(version: string, bound: string): boolean {
  const [x, y] = [parse(version), parse(bound)];
  return x !== undefined && y !== undefined && y.post < 0 && x.post >= 0 && sameRelease(x, y);
}

function isPreOf(version: string, bound: string): boolean {
  const [x, y] = [parse(version), parse(bound)];
  return x !== undefined && y !== undefined && y.pre[0] === LAST && y.dev === LAST && (x.pre[0] !== LAST || x.dev !== LAST) && sameRelease(x, y);
}

function sameRelease(x: Version, y: Version): boolean {
  return x.epoch === y.epoch && releasePairs(x, y).every(([left, right]) => left === right);
}
