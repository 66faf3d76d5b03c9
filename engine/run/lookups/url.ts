import { ok } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { textOf } from "#engine/language/python-text.js";
import { askAside } from "./ask-aside.js";
import { defineByTerm, failed, option } from "./define-lookup.js";
import { anything, map, number, secretText, switched, words } from "./readings.js";
import { splitLines } from "./shell.js";

type Plain = string | Secret | undefined;

/** `url`: what servers answer, line by line, or as one text with split_lines=false. Options are those of Ansible's lookup, and method and body. */
export const url = defineByTerm({
  validate_certs: option(switched, true), split_lines: option(switched, true), use_proxy: option(switched, true), username: option<Plain>(secretText, undefined), password: option<Plain>(secretText, undefined),
  headers: option<ValueMap>(map, {}), force: option(switched, false), timeout: option(number, 10), http_agent: option<string | Secret>(secretText, "ansible-httpget"), force_basic_auth: option(switched, false),
  follow_redirects: option<Value>(anything, "urllib2"), unix_socket: option<Plain>(secretText, undefined), ca_path: option<Plain>(secretText, undefined), ciphers: option<readonly string[]>(words, []),
  method: option<string | Secret>(secretText, "GET"), body: option<Plain>(secretText, undefined),
}, (term, { options, place }) => {
  const answer = askAside(place, {
    kind: "page", url: term, method: plain(options.method) ?? "GET", body: plain(options.body), headers: headersOf(options),
    username: plain(options.username), password: plain(options.password), forceBasicAuth: options.force_basic_auth,
    validateCerts: options.validate_certs, caPath: plain(options.ca_path), ciphers: options.ciphers.length === 0 ? undefined : options.ciphers.join(":"),
    followRedirects: !["none", "no", false].includes(options.follow_redirects as string), useProxy: options.use_proxy, unixSocket: plain(options.unix_socket), timeoutSeconds: options.timeout,
  });
  if (answer instanceof Unknown) return ok(answer);
  if (answer.kind === "trouble") return failed(`${term}: ${answer.detail}`, answer.reason === "timed-out" ? "Give it more with timeout=SECONDS" : undefined);
  if (answer.kind !== "page") throw new Error("a page was asked for");
  if (answer.status >= 300) return failed(`${term} answered ${answer.status} ${answer.statusText}`);
  return ok(options.split_lines ? splitLines(answer.body) : [answer.body]);
}, false);

function headersOf({ headers, http_agent: agent, force }: { readonly headers: ValueMap; readonly http_agent: string | Secret; readonly force: boolean }): Readonly<Record<string, string>> {
  const own = Object.entries(headers).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : textOf(value)] as const);
  return { "user-agent": plain(agent) ?? "", ...(force && { "cache-control": "no-cache" }), ...Object.fromEntries(own) };
}

/** The server is told secrets; they go no other way. */
function plain(value: Plain): string | undefined {
  return value instanceof Secret ? value.reveal() : value;
}
