import { isIPv6 } from "node:net";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { readText } from "#engine/load/read-text.js";
import { LOCAL_NAMES, type Inventory } from "./inventory.js";

/**
 * The hosts that a pattern means: names of hosts and groups, `all`, globs and ~regular expressions, joined by `:` or `,`; `:&x` keeps
 * only hosts of x, `:!x` leaves those of x out; `x[0]`, `x[1:]`, `x[-1]` take some of x; `@file` reads patterns from a file. Hosts come
 * in the order of the pattern, those of a group in the order of the inventory. A name that means nothing is an error.
 */
export function matchPattern(inventory: Inventory, pattern: string, place?: Place): Result<readonly string[], Diagnostic> {
  const parts = splitPattern(inventory, pattern, place);
  if (!parts.ok) return parts;
  const sets = { add: new Set<string>(), keep: [] as ReadonlySet<string>[], drop: new Set<string>() };
  const adding = parts.value.some((part) => !/^[!&]/.test(part));
  for (const part of adding ? parts.value : ["all", ...parts.value]) {
    const found = matchOne(inventory, part.replace(/^[!&]/, ""), place);
    if (!found.ok) return found;
    if (part.startsWith("&")) sets.keep.push(new Set(found.value));
    else for (const host of found.value) sets[part.startsWith("!") ? "drop" : "add"].add(host);
  }
  return ok([...sets.add].filter((host) => !sets.drop.has(host) && sets.keep.every((set) => set.has(host))));
}

function splitPattern(inventory: Inventory, pattern: string, place: Place | undefined): Result<readonly string[], Diagnostic> {
  const parts: string[] = [];
  for (const part of pattern.split(",").flatMap((each) => splitColons(inventory, each.trim()))) {
    if (!part.startsWith("@")) parts.push(part);
    else {
      const file = readText(part.slice(1), place);
      if (!file.ok) return file;
      const lines = file.value.text.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
      parts.push(...lines.flatMap((line) => line.split(",")).flatMap((line) => splitColons(inventory, line.trim())));
    }
  }
  const full = parts.filter((part) => part !== "");
  return full.length > 0 ? ok(full) : err(problemAt("empty-pattern", "the pattern names no host", { place, hint: "Write a host, a group, or all" }));
}

/** Parts between colons that stand neither in brackets nor in an address; a regular expression runs to its end. */
function splitColons(inventory: Inventory, text: string): readonly string[] {
  if (isIPv6(text) || inventory.hosts.includes(text) || /^[!&]?~/.test(text)) return [text];
  return text.match(/(?:[^:[\]]|\[[^\]]*\]|[[\]])+/g) ?? [];
}

function matchOne(inventory: Inventory, part: string, place: Place | undefined): Result<readonly string[], Diagnostic> {
  if (part.startsWith("~")) return matchRegex(inventory, part.slice(1), place);
  const slice = /^(.+)\[(?:(-?\d+)|(-?\d*)[:-](-?\d*))\]$/.exec(part);
  const name = slice?.[1] ?? part;
  const hosts = /[*?[]/.test(name) ? ok(matching(inventory, globTest(name))) : matchName(inventory, name, place);
  return hosts.ok && slice !== null ? ok(sliced(hosts.value, slice)) : hosts;
}

/** Both ends of a range count, as in Ansible. */
function sliced(hosts: readonly string[], [, , index, first = "", last = ""]: readonly (string | undefined)[]): readonly string[] {
  if (index !== undefined) return hosts.slice(Number(index)).slice(0, 1);
  const end = last === "" ? hosts.length - 1 : Number(last);
  return hosts.slice(first === "" ? 0 : Number(first), end < 0 ? hosts.length + end + 1 : end + 1);
}

function matchName(inventory: Inventory, name: string, place: Place | undefined): Result<readonly string[], Diagnostic> {
  const group = inventory.groups.get(name);
  if (group !== undefined) return ok([...new Set([...group.hosts, ...(inventory.hosts.includes(name) ? [name] : [])])]);
  if (inventory.hosts.includes(name) || LOCAL_NAMES.includes(name)) return ok([name]);
  const known = [...inventory.hosts, ...inventory.groups.keys()];
  return err(problemAt("unknown-host", `no host or group is called "${name}"`, { place, hint: didYouMean(name, known) ?? listed(inventory) }));
}

function listed(inventory: Inventory): string {
  const groups = [...inventory.groups.keys()].filter((name) => name !== "all" && name !== "ungrouped");
  const names = [...groups, ...inventory.hosts];
  if (names.length === 0) return "The inventory is empty: give one with -i";
  return `The inventory has ${names.slice(0, 10).join(", ")}${names.length > 10 ? " ..." : ""}`;
}

function matchRegex(inventory: Inventory, source: string, place: Place | undefined): Result<readonly string[], Diagnostic> {
  try {
    const pattern = new RegExp(`^(?:${source})`);
    return ok(matching(inventory, (name) => pattern.test(name)));
  } catch {
    return err(problemAt("bad-pattern", `"~${source}" is not a regular expression`, { place }));
  }
}

/** Hosts of all groups whose name fits, then hosts whose own name fits. */
function matching(inventory: Inventory, fits: (name: string) => boolean): readonly string[] {
  const groups = [...inventory.groups.values()].filter((group) => fits(group.name));
  return [...new Set([...groups.flatMap((group) => group.hosts), ...inventory.hosts.filter(fits)])];
}

function globTest(glob: string): (name: string) => boolean {
  const source = glob.replace(/\[!?[^\]]+\]|[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    return part.length > 1 ? part.replace(/^\[!/, "[^").replaceAll("\\", "\\\\") : part.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
  });
  try {
    const pattern = new RegExp(`^${source}$`);
    return (name) => pattern.test(name);
  } catch {
    return (name) => name === glob; // such as a range that runs backwards, [z-a]
  }
}
