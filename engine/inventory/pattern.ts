import { problemAt, warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { readText } from "#engine/load/read-text.js";
import { LOCAL_NAMES, type Inventory } from "./inventory.js";
import { nameTest } from "./name-test.js";
import { partOf, splitPattern, splitSubscript } from "./split-pattern.js";

/** The hosts that a pattern means. */
export interface Selection {
  readonly hosts: readonly string[];
  /** Parts that mean nobody: most likely mistyped, but Ansible goes on without them, and so do we. */
  readonly warnings: readonly Diagnostic[];
}

/** Where a pattern stands; and whether it is a limit, which may name files with more patterns, one a line: `@file`. */
export interface PatternOptions {
  readonly place?: Place | undefined;
  readonly limit?: boolean;
}

/**
 * The hosts that patterns mean (Ansible's guide "Patterns: targeting hosts and groups"): names of hosts and groups, `all`, globs and
 * ~regular expressions, joined by `:` or `,`; `:&x` keeps only hosts of x, `:!x` leaves those of x out; `x[0]`, `x[-1]`, `x[1:]`, `x[0:2]`
 * take some of x. Those that add count first, then those that keep, then those that leave out, whatever their order; without any that adds,
 * `all` does. Hosts come in the order of the patterns, those of a group in the order of Ansible. Errors: a subscript that no host has, a
 * broken regular expression, a file that cannot be read.
 */
export function selectHosts(inventory: Inventory, patterns: string | readonly string[], { place, limit = false }: PatternOptions = {}): Result<Selection, Diagnostic> {
  const parts = partsOf(typeof patterns === "string" ? [patterns] : patterns, { place, limit });
  if (!parts.ok) return parts;
  if (parts.value.length === 0) return err(problemAt("empty-pattern", "the pattern names no host", { place, hint: "Write a host, a group, or all" }));
  const warnings: Diagnostic[] = [];
  let hosts: readonly string[] = [];
  for (const part of ordered(parts.value)) {
    const found = matchOne(inventory, part, place);
    if (!found.ok) return found;
    warnings.push(...found.value.warnings);
    const those = new Set(found.value.hosts);
    if (part.startsWith("!")) hosts = hosts.filter((host) => !those.has(host));
    else hosts = part.startsWith("&") ? hosts.filter((host) => those.has(host)) : [...new Set([...hosts, ...those])];
  }
  return ok({ hosts, warnings });
}

/** The same where a name that means nobody is an error. */
export function matchPattern(inventory: Inventory, pattern: string, place?: Place): Result<readonly string[], Diagnostic> {
  const selected = selectHosts(inventory, pattern, { place, limit: true });
  if (!selected.ok) return selected;
  const [warning] = selected.value.warnings;
  return warning === undefined ? ok(selected.value.hosts) : err({ ...warning, severity: "error" });
}

/** The hosts that --limit leaves of those of a play. Nobody at all is an error, as in Ansible. */
export function limitHosts(inventory: Inventory, hosts: readonly string[], limit: string): Result<Selection, Diagnostic> {
  const allowed = selectHosts(inventory, limit, { limit: true });
  if (!allowed.ok) return allowed;
  const set = new Set(allowed.value.hosts);
  if (set.size > 0) return ok({ hosts: hosts.filter((host) => set.has(host)), warnings: allowed.value.warnings });
  return err(problemAt("empty-limit", `--limit ${limit} leaves no host`, { hint: allowed.value.warnings[0]?.hint ?? listed(inventory) }));
}

function partsOf(patterns: readonly string[], { place, limit }: PatternOptions): Result<readonly string[], Diagnostic> {
  const parts: string[] = [];
  for (const part of patterns.flatMap(splitPattern)) {
    if (limit !== true || !part.startsWith("@")) parts.push(part);
    else {
      const file = readText(part.slice(1), place);
      if (!file.ok) return file;
      parts.push(...file.value.text.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")));
    }
  }
  return ok(parts);
}

function ordered(parts: readonly string[]): readonly string[] {
  const adding = parts.filter((part) => !/^[!&]/.test(part));
  return [...adding.length === 0 ? ["all"] : adding, ...parts.filter((part) => part.startsWith("&")), ...parts.filter((part) => part.startsWith("!"))];
}

function matchOne(inventory: Inventory, part: string, place: Place | undefined): Result<Selection, Diagnostic> {
  if (isHost(inventory, part)) return ok({ hosts: [part], warnings: [] });
  const pattern = part.replace(/^[!&]/, "");
  const { name, part: some } = splitSubscript(pattern);
  const fits = nameTest(name);
  if (fits === undefined) return err(problemAt("bad-pattern", `"${name}" is not a regular expression`, { place }));
  const { hosts, known } = membersOf(inventory, name, fits);
  const warnings = known || name === "all" ? [] : [nobody(inventory, name, place)];
  if (some === undefined || hosts.length === 0) return ok({ hosts, warnings });
  const taken = partOf(hosts, some);
  if (taken === undefined) return err(problemAt("no-such-index", `"${pattern}" names no host: ${name} has ${hosts.length === 1 ? "one host" : `${hosts.length} hosts`}`, { place, hint: `They are counted from 0: ${name}[0] to ${name}[${hosts.length - 1}]` }));
  return ok({ hosts: taken, warnings: some.dash ? [...warnings, dashed(pattern, place)] : warnings });
}

function isHost(inventory: Inventory, name: string): boolean {
  return inventory.groupsOf(name).length > 0 && inventory.hosts.includes(name);
}

/** Hosts of all groups whose name fits, then, for globs and the like or where no group fits, hosts whose own name does. */
function membersOf(inventory: Inventory, name: string, fits: (name: string) => boolean): { readonly hosts: readonly string[]; readonly known: boolean } {
  const groups = [...inventory.groups.values()].filter((group) => fits(group.name));
  const own = groups.length === 0 || name.startsWith("~") || /[.?*[]/.test(name) ? inventory.hosts.filter(fits) : [];
  const hosts = [...groups.flatMap((group) => group.hosts), ...own];
  if (hosts.length === 0 && LOCAL_NAMES.includes(name)) return { hosts: [localName(inventory, name)], known: true };
  return { hosts, known: groups.length > 0 || own.length > 0 };
}

/** This machine, under the name that the inventory has for it if any. */
function localName(inventory: Inventory, name: string): string {
  return inventory.hosts.find((host) => LOCAL_NAMES.includes(host)) ?? name;
}

function nobody(inventory: Inventory, name: string, place: Place | undefined): Diagnostic {
  const known = [...inventory.hosts, ...inventory.groups.keys()];
  return warningAt("unknown-host", `no host or group is called "${name}"`, { place, hint: mixed(name) ?? didYouMean(name, known) ?? listed(inventory) });
}

function mixed(pattern: string): string | undefined {
  if (/\[-?\d*:-?\d*\]$/.test(pattern)) return "Write both ends from 0 on: x[0:2], or x[1:]";
  return /[^:]:[!&]?[A-Za-z]/.test(pattern) ? "Join patterns with commas or with colons, not with both" : undefined;
}

function dashed(pattern: string, place: Place | undefined): Diagnostic {
  return warningAt("old-subscript", `"${pattern}": the two ends of a subscript are joined by a colon`, { place, hint: `Write ${pattern.replace(/-(\d*\])$/, ":$1")}` });
}

function listed(inventory: Inventory): string {
  const groups = [...inventory.groups.keys()].filter((name) => name !== "all" && name !== "ungrouped");
  const names = [...groups, ...inventory.hosts];
  if (names.length === 0) return "The inventory is empty: give one with -i";
  return `The inventory has ${names.slice(0, 10).join(", ")}${names.length > 10 ? " ..." : ""}`;
}
