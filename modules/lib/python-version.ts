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

const PATTERN = new RegExp([
  "^v?(?:(?<epoch>\\d+)!)?(?<release>\\d+(?:\\.\\d+)*)", "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\\d*))?",
  "(?:-(?<dash>\\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\\d*))?", "(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\\d*))?", "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$",
].join(""));

const PRE_RANK: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };

/** Stands for "there is none" where that comes last. */
const LAST = Number.POSITIVE_INFINITY;

function parse(text: string): Version | undefined {
  const { groups } = PATTERN.exec(text.trim().toLowerCase()) ?? {};
  if (groups === undefined) return undefined;
  const number = (name: string): number => Number(groups[name] ?? 0);
  const [hasPost, hasDev] = [(groups["dash"] ?? groups["post"]) !== undefined, groups["dev"] !== undefined];
  return {
    epoch: number("epoch"), release: trimmed((groups["release"] ?? "").split(".").map(Number)),
    pre: preRank(groups["pre"], number("preNumber"), { bareDev: hasDev && !hasPost }),
    post: hasPost ? number("dash") + number("postNumber") : -1, dev: hasDev ? number("devNumber") : LAST, local: groups["local"]?.split(/[-_.]/) ?? [],
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
  return pair === undefined ? 0 : (pair[0] < pair[1] ? -1 : 1);
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
  if (operator === "===") return version.toLowerCase() === wanted.toLowerCase();
  return isPythonVersion(version) && OPERATORS[operator]?.(version, wanted) === true;
}

const OPERATORS: Readonly<Record<string, (version: string, wanted: string) => boolean>> = {
  "==": isEqual,
  "!=": (version, wanted) => !isEqual(version, wanted),
  ">=": (version, wanted) => compareToBound(version, wanted) >= 0,
  "<=": (version, wanted) => compareToBound(version, wanted) <= 0,
  ">": (version, wanted) => compareToBound(version, wanted) > 0 && !isPostOf(version, wanted),
  "<": (version, wanted) => compareToBound(version, wanted) < 0 && !isPreOf(version, wanted),
  "~=": (version, wanted) => compareToBound(version, wanted) >= 0 && startsWith(version, compatiblePrefix(wanted)),
};

function isEqual(version: string, wanted: string): boolean {
  return wanted.endsWith(".*") ? startsWith(version, wanted.slice(0, -2)) : same(version, wanted);
}

/** ~=1.4.5 is >=1.4.5 and ==1.4.*; suffixes do not count. */
function compatiblePrefix(wanted: string): string {
  return wanted.replace(/(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc|post|rev|r|dev)|-\d).*$/i, "").replace(/\.\d+$/, "");
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
  if (x?.epoch === undefined || x.epoch !== y?.epoch) return false;
  return prefix.replace(/^\d+!/, "").split(".").every((_, index) => (x.release[index] ?? 0) === (y.release[index] ?? 0));
}

/** ">1.0" leaves out 1.0.post1, unless it is named itself. */
function isPostOf(version: string, bound: string): boolean {
  return sameRelease(version, bound) && (parse(bound)?.post ?? 0) < 0 && (parse(version)?.post ?? -1) >= 0;
}

/** "<1.0" leaves out 1.0rc1 and 1.0.dev1, unless such a one is named itself. */
function isPreOf(version: string, bound: string): boolean {
  return sameRelease(version, bound) && !isPreRelease(bound) && isPreRelease(version);
}

function isPreRelease(version: string): boolean {
  const parsed = parse(version);
  return parsed !== undefined && (parsed.pre[0] !== LAST || parsed.dev !== LAST);
}

function sameRelease(a: string, b: string): boolean {
  const [x, y] = [parse(a), parse(b)];
  return x?.epoch !== undefined && x.epoch === y?.epoch && releasePairs(x, y).every(([left, right]) => left === right);
}
