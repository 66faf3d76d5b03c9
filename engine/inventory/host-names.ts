import { isIPv6 } from "node:net";
import { err, ok, type Result } from "#engine/core/result.js";

/** A host as an inventory names it. */
export interface NamedHost {
  readonly name: string;
  readonly port?: number;
}

const MOST = 100_000;

/** The hosts that a name stands for: `web[01:10:2]`, `db-[a:f]`, each with the port of `name:2222`. An error is a sentence. */
export function expandHosts(pattern: string): Result<readonly NamedHost[], string> {
  const { name, port } = splitPort(pattern);
  const names = expandRanges(name);
  if (!names.ok) return names;
  const bad = names.value.find((each) => /[\s,{}]/.test(each) || each === "");
  if (bad !== undefined) return err(`"${bad}" cannot be the name of a host`);
  return ok(names.value.map((each) => ({ name: each, ...(port !== undefined && { port }) })));
}

function splitPort(pattern: string): NamedHost {
  const bracketed = /^\[([0-9A-Fa-f:.]+)\](?::(\d+))?$/.exec(pattern);
  if (bracketed?.[1] !== undefined && isIPv6(bracketed[1])) return { name: bracketed[1], ...portOf(bracketed[2]) };
  if (isIPv6(pattern)) return { name: pattern };
  const match = /^(.*[^:]):(\d+)$/.exec(pattern);
  return match?.[1] === undefined || unclosed(match[1]) ? { name: pattern } : { name: match[1], ...portOf(match[2]) };
}

function unclosed(text: string): boolean {
  return text.lastIndexOf("[") > text.lastIndexOf("]");
}

function portOf(text: string | undefined): { readonly port?: number } {
  return text === undefined ? {} : { port: Number(text) };
}

function expandRanges(name: string): Result<readonly string[], string> {
  const match = /^(.*?)\[([^\][]*)\](.*)$/.exec(name);
  if (match === null) return /[[\]]/.test(name) ? err(`"${name}": a bracket is not closed`) : ok([name]);
  const [, before = "", range = "", after = ""] = match;
  const items = rangeItems(range);
  if (!items.ok) return items;
  const rest = expandRanges(after);
  if (!rest.ok) return rest;
  if (items.value.length * rest.value.length > MOST) return err(`"${name}" stands for more than ${MOST} hosts`);
  return ok(items.value.flatMap((item) => rest.value.map((tail) => before + item + tail)));
}

function rangeItems(range: string): Result<readonly string[], string> {
  const match = /^(?:\d*:\d+|[a-z]:[a-z]|[A-Z]:[A-Z])(?::0*[1-9]\d*)?$/.exec(range);
  if (match === null) return err(`"[${range}]" is not a range such as [1:10], [01:10:2] or [a:f]`);
  const [first = "", last = "", step = "1"] = range.split(":");
  return /\d/.test(last) ? numbers(first === "" ? "0" : first, last, Number(step)) : letters(first, last, Number(step));
}

function numbers(first: string, last: string, step: number): Result<readonly string[], string> {
  const padded = first.startsWith("0") && first.length > 1;
  if (padded && first.length !== last.length) return err(`"[${first}:${last}]": both ends must have as many digits`);
  return counted(Number(first), Number(last), step, (each) => (padded ? String(each).padStart(first.length, "0") : String(each)));
}

function letters(first: string, last: string, step: number): Result<readonly string[], string> {
  return counted(first.charCodeAt(0), last.charCodeAt(0), step, (each) => String.fromCharCode(each));
}

function counted(first: number, last: number, step: number, name: (each: number) => string): Result<readonly string[], string> {
  if (first > last) return err("a range must begin with its smaller end");
  const count = Math.floor((last - first) / step) + 1;
  return count > MOST ? err(`a range stands for more than ${MOST} hosts`) : ok(Array.from({ length: count }, (_, index) => name(first + index * step)));
}
