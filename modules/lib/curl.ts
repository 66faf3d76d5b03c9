import { Secret } from "#engine/core/secret.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { plainText } from "./json-text.js";

/** Parameters of everything that goes over HTTP; the host itself asks, with curl. */
export const httpParams = {
  url_username: { "type": "string", "x-aliases": ["user", "username"], "description": "User for basic authentication; always sent at once." },
  url_password: { "type": "string", "x-aliases": ["password"], "x-secret": true, "description": "Its password." },
  force_basic_auth: { type: "boolean", description: "Taken for Ansible's sake: basic authentication is always sent at once." },
  headers: { "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"], "x-may-be-secret": true }, "description": "Request headers." },
  validate_certs: { type: "boolean", default: true, description: "false: take any certificate. Only for tests." },
  ca_path: { type: "string", pattern: "^/", description: "A file of the host with the certificates to trust." },
  client_cert: { type: "string", pattern: "^/", description: "A certificate of the host to show the server." },
  client_key: { type: "string", pattern: "^/", description: "Its key, if it is not in the same file." },
  use_proxy: { type: "boolean", default: true, description: "false: ask directly, whatever http_proxy says." },
  http_agent: { type: "string", default: "tsplay", description: "The User-Agent header." },
} as const;

/** What httpParams come to. */
export interface HttpOptions {
  readonly url_username?: string;
  readonly url_password?: Secret;
  readonly headers?: unknown;
  readonly validate_certs: boolean;
  readonly ca_path?: string;
  readonly client_cert?: string;
  readonly client_key?: string;
  readonly use_proxy: boolean;
  readonly http_agent: string;
  readonly timeout: number;
}

/** A line of a curl config file: an option without the dashes, and its value; true for a switch. */
export type CurlOption = readonly [name: string, value: string | Secret | number | true];

/** What curl is told by its config, which comes by standard input: nothing of it can be seen in the list of processes. */
export function curlConfig(options: readonly CurlOption[]): string | Secret {
  const lines = options.map(([name, value]) => (value === true ? `${name}\n` : lineOf(name, value)));
  return lines.some((line) => line instanceof Secret) ? Secret.join(lines) : lines.join("");
}

/** curl(1), "CONFIG FILE": in quotes a backslash escapes itself, the quote, and t n r v. */
function lineOf(name: string, value: string | Secret | number): string | Secret {
  const line = (text: string): string => `${name} = "${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"\n`;
  return value instanceof Secret ? value.derive(line) : line(String(value));
}

/** The options that httpParams stand for. */
export function httpOptions(given: HttpOptions): readonly CurlOption[] {
  const { url_username: user, url_password: password, ca_path: ca, client_cert: cert, client_key: key } = given;
  const headers = Object.entries((given.headers ?? {}) as ValueMap);
  return [
    ["silent", true], ["show-error", true], ["max-time", given.timeout], ["user-agent", given.http_agent],
    ...headers.map(([name, value]): CurlOption => ["header", headerLine(name, value)]),
    ...(user === undefined && password === undefined ? [] : [["user", userWord(user ?? "", password)] as const]),
    ...switchOf("insecure", !given.validate_certs),
    ...pathOf("cacert", ca), ...pathOf("cert", cert), ...pathOf("key", key),
    ...(given.use_proxy ? [] : [["noproxy", "*"] as const]),
  ];
}

function userWord(user: string, password: Secret | undefined): string | Secret {
  return password === undefined ? `${user}:` : Secret.join([`${user}:`, password]);
}

function switchOf(name: string, on: boolean): readonly CurlOption[] {
  return on ? [[name, true]] : [];
}

function pathOf(name: string, path: string | undefined): readonly CurlOption[] {
  return path === undefined ? [] : [[name, path]];
}

/** curl drops a header "Name:", and sends "Name;" as an empty one. A line break would begin another header. */
function headerLine(name: string, value: Value): string | Secret {
  const line = (text: string): string => (text === "" ? `${name};` : `${name}: ${text.replace(/[\r\n]+/g, " ")}`);
  const text = plainText(value);
  return text instanceof Secret ? text.derive(line) : line(text);
}

/** What is missing when the host cannot ask. */
export const CURL_MISSING = "curl is not installed";
/** What to do about it. */
export const CURL_HINT = "install it first (apt: name: curl)";
