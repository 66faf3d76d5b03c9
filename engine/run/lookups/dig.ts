import { isIP } from "node:net";
import type { ErrandAnswer, NameRecord } from "#engine/connection/aside/errands.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { isList, Unknown, type Value } from "#engine/core/value.js";
import { askAside } from "./ask-aside.js";
import { defineLookup, failed, option, type Found } from "./define-lookup.js";
import type { LookupPlace } from "./place.js";
import { number, switched, text } from "./readings.js";

interface Settings {
  type: string;
  flat: boolean;
  strict: boolean;
  realEmpty: boolean;
  servers: readonly string[];
}

/** `dig` (community.general): records of names. Terms are names, `name/TYPE`, `@server`, and options such as `qtype=MX` and `flat=0`. */
export const dig = defineLookup({
  qtype: option(text, "A"), flat: option(switched, true), fail_on_error: option(switched, false), real_empty: option(switched, false), class: option(text, "IN"),
  retry_servfail: option(switched, false), port: option(number, 53), tcp: option(switched, false), timeout: option(number, 10),
}, (terms, { options, place }) => {
  if (options.class.toUpperCase() !== "IN" || options.tcp) return failed("only records of class IN, asked by UDP, can be asked for");
  const settings: Settings = { type: options.qtype.toUpperCase(), flat: options.flat, strict: options.fail_on_error, realEmpty: options.real_empty, servers: [] };
  const domains: string[] = [];
  for (const term of terms.flatMap((each) => isList(each) ? each : [each])) {
    if (typeof term !== "string") return failed("a name must be text");
    const taken = take(term, settings, { domains, port: options.port });
    if (!taken.ok) return taken;
  }
  return ask(domains, { ...settings, realEmpty: settings.realEmpty || domains.length > 1 }, { seconds: options.timeout, place });
});

/** Reads a term: a server, an option, or a name. */
function take(term: string, settings: Settings, { domains, port }: { domains: string[]; port: number }): Result<void, Diagnostic> {
  if (term.startsWith("@")) {
    const servers = term.slice(1).split(",");
    if (servers.some((server) => isIP(server) === 0)) return failed(`"${term}" must name servers by their addresses`);
    settings.servers = servers.map((server) => port === 53 ? server : isIP(server) === 6 ? `[${server}]:${port}` : `${server}:${port}`);
    return ok(undefined);
  }
  if (term.includes("=")) return takeOption(term, settings);
  const [domain = "", type] = term.split("/");
  domains.push(domain);
  if (type !== undefined) settings.type = type.toUpperCase();
  return ok(undefined);
}

function takeOption(term: string, settings: Settings): Result<void, Diagnostic> {
  const [name = "", value = ""] = term.split("=");
  if (name === "qtype") {
    settings.type = value.toUpperCase();
    return ok(undefined);
  }
  const key = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
  if (key === undefined) return failed(`it has no option "${name}"`, `Options in terms are: qtype, ${Object.keys(FLAGS).join(", ")}`);
  const isOn = switched.read(/^\d+$/.test(value) ? Number(value) !== 0 : value);
  if (isOn === undefined) return failed(`"${term}" must be true or false`);
  settings[key] = isOn;
  return ok(undefined);
}

const FLAGS: Readonly<Record<string, "flat" | "strict" | "realEmpty">> = { flat: "flat", fail_on_error: "strict", real_empty: "realEmpty" };

function ask(domains: readonly string[], { type, flat, strict, realEmpty, servers }: Settings, { seconds, place }: { readonly seconds: number; readonly place: LookupPlace }): Found {
  const all: Value[] = [];
  for (const domain of domains) {
    const answer = askAside(place, { kind: "names", domain, type, servers, timeoutSeconds: seconds });
    if (answer instanceof Unknown) return ok(answer);
    if (answer.kind === "names") all.push(...answer.records.map((record) => flat ? record.text : partsOf(record, domain, type)));
    else if (strict || !isNothing(answer)) return failed(`${domain}: ${answer.kind === "trouble" ? answer.detail : "no names were answered"}`);
    else if (!realEmpty) all.push(answer.reason === "no-such-name" ? "NXDOMAIN" : "");
  }
  return ok(all);
}

function isNothing(answer: ErrandAnswer): answer is Extract<ErrandAnswer, { kind: "trouble" }> {
  return answer.kind === "trouble" && answer.reason !== "failed";
}

function partsOf({ parts }: NameRecord, domain: string, type: string): Value {
  return { ...parts, owner: domain.endsWith(".") ? domain : `${domain}.`, type, class: "IN" };
}
