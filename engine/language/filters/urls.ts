import { isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { anything, optional, text } from "../reading.js";
import { textOf } from "../python-text.js";

/** Filters of URLs. */
export const urlFilters: Readonly<Record<string, Definition>> = {
  urlencode: define({ doc: "urlencode: a text for the query of a URL (slashes stay), or a dictionary as a query.", input: anything, apply: (value) => isMap(value) ? Object.keys(value).map((key) => `${formEncode(key)}=${formEncode(textOf(value[key] ?? null))}`).join("&") : encode(textOf(value)) }),
  urldecode: define({ doc: "urldecode: %20 and + turned back.", input: text, apply: (value) => decode(value) }),
  urlsplit: define({
    doc: "urlsplit(query=''): the parts of a URL, or one: scheme, netloc, hostname, port, username, password, path, query, fragment.",
    input: text, params: { query: optional(text, "") }, apply: (value, { query }) => part(urlParts(value), query),
  }),
};

function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%2F", "/");
}

function formEncode(value: string): string {
  return encode(value).replaceAll("/", "%2F").replaceAll("%20", "+");
}

function decode(value: string): string | Fault {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return new Fault("bad-url", "It holds a % that is not followed by two digits of a character's code");
  }
}

const URL_PARTS = /^(?:(?<scheme>[A-Za-z][\w+.-]*):)?(?:\/\/(?<netloc>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/s;
const NETLOC = /^(?:(?<username>[^:@]*)(?::(?<password>[^@]*))?@)?(?<hostname>\[[^\]]*\]|[^:]*)(?::(?<port>\d+))?$/;

function urlParts(url: string): Readonly<Record<string, Value>> {
  const parts = groupsOf(URL_PARTS, url);
  const host = groupsOf(NETLOC, parts["netloc"] ?? "");
  const hostname = (host["hostname"] ?? "").replace(/^\[|\]$/g, "").toLowerCase();
  const port = host["port"] === undefined ? null : Number(host["port"]);
  const text = (name: string) => parts[name] ?? "";
  const ifWritten = (name: string) => host[name] ?? null;
  return {
    fragment: text("fragment"), hostname: hostname === "" ? null : hostname, netloc: text("netloc"), password: ifWritten("password"),
    path: text("path"), port, query: text("query"), scheme: text("scheme"), username: ifWritten("username"),
  };
}

function groupsOf(pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> {
  return pattern.exec(text)?.groups ?? {};
}

function part(parts: Readonly<Record<string, Value>>, name: string): Value | Fault {
  if (name === "") return parts;
  return Object.hasOwn(parts, name) ? parts[name] ?? null : new Fault("unknown-part", `A URL has no part "${name}"`, { hint: `The parts are ${Object.keys(parts).join(", ")}.` });
}
