import { isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { anything, optional, text } from "../reading.js";
import { textOf } from "../python-text.js";
import { mapOf } from "../secret-parts.js";

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
  const parts: Readonly<Record<string, string | undefined>> = URL_PARTS.exec(url)?.groups ?? {};
  const host: Readonly<Record<string, string | undefined>> = NETLOC.exec(parts["netloc"] ?? "")?.groups ?? {};
  const written = ["fragment", "netloc", "path", "query", "scheme"].map((name) => [name, parts[name] ?? ""] as const);
  const hostname = host["hostname"]?.replace(/^\[|\]$/g, "").toLowerCase() ?? "";
  return mapOf([
    ...written, ["hostname", hostname === "" ? null : hostname], ["password", host["password"] ?? null],
    ["port", host["port"] === undefined ? null : Number(host["port"])], ["username", host["username"] ?? null],
  ]);
}

function part(parts: Readonly<Record<string, Value>>, name: string): Value | Fault {
  if (name === "") return parts;
  return Object.hasOwn(parts, name) ? parts[name] ?? null : new Fault("unknown-part", `A URL has no part "${name}"`, { hint: `The parts are ${Object.keys(parts).join(", ")}.` });
}
