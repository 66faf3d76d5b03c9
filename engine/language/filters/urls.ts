import { isList, isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anything, optional, text } from "../reading.js";
import { textOf } from "../python-text.js";

/** Filters of URLs. */
export const urlFilters: Readonly<Record<string, Definition>> = {
  urlencode: define({ doc: "urlencode: a text for the query of a URL (slashes stay), or a dictionary as a query.", input: anything, apply: (value) => { const pairs = pairsOf(value); return pairs === undefined ? encode(textOf(value)) : pairs.map(([key, each]) => `${formEncode(textOf(key))}=${formEncode(textOf(each))}`).join("&"); } }),
  urldecode: define({ doc: "urldecode: %20 and + turned back.", input: text, apply: (value) => decode(value) }),
  urlsplit: define({
    doc: "urlsplit(query=''): the parts of a URL, or one: scheme, netloc, hostname, port, username, password, path, query, fragment.",
    input: text, params: { query: optional(text, "") }, apply: (value, { query }) => part(urlParts(value), query),
  }),
};

/** The pairs of a query, from a dictionary or a list of pairs. */
function pairsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (isMap(value)) return Object.keys(value).map((key) => [key, value[key] ?? null] as const);
  if (!isList(value)) return undefined;
  const pairs = value.map((pair) => isList(pair) && pair.length === 2 ? [pair[0] ?? null, pair[1] ?? null] as const : undefined);
  return pairs.includes(undefined) ? undefined : pairs.filter((pair) => pair !== undefined);
}

function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%2F", "/");
}

function formEncode(value: string): string {
  return encode(value).replaceAll("/", "%2F").replaceAll("%20", "+");
}

/** A % that is no code stays as it is. */
function decode(value: string): string {
  return value.replaceAll("+", " ").replace(/(?:%[\da-fA-F]{2})+/g, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString());
}

const URL_PARTS = /^(?:(?<scheme>[A-Za-z][\w+.-]*):)?(?:\/\/(?<netloc>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/s;
const NETLOC = /^(?:(?<username>[^:]*?)(?::(?<password>.*))?@)?(?<hostname>\[[^\]]*\]|[^:@]*)(?::(?<port>[^@]*))?$/;

function urlParts(url: string): Readonly<Record<string, Value>> | Fault {
  const parts = groupsOf(URL_PARTS, url.trimStart().replace(/[\t\r\n]/g, ""));
  const host = groupsOf(NETLOC, parts["netloc"] ?? "");
  const hostname = (host["hostname"] ?? "").replace(/^\[|\]$/g, "").toLowerCase();
  const port = readPort(host["port"] ?? "");
  if (port instanceof Fault) return port;
  const text = (name: string) => parts[name] ?? "";
  const ifWritten = (name: string) => host[name] ?? null;
  return {
    fragment: text("fragment"), hostname: hostname === "" ? null : hostname, netloc: text("netloc"), password: ifWritten("password"),
    path: text("path"), port, query: text("query"), scheme: text("scheme"), username: ifWritten("username"),
  };
}

function readPort(text: string): number | null | Fault {
  if (text === "") return null;
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : typeFault(`"${text}" is not a port`);
}

function groupsOf(pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> {
  return pattern.exec(text)?.groups ?? {};
}

function part(parts: Readonly<Record<string, Value>> | Fault, name: string): Value | Fault {
  if (parts instanceof Fault) return parts;
  if (name === "") return parts;
  return Object.hasOwn(parts, name) ? parts[name] ?? null : new Fault("unknown-part", `A URL has no part "${name}"`, { hint: `The parts are ${Object.keys(parts).join(", ")}.` });
}
