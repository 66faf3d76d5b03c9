import { setTimeout as sleep } from "node:timers/promises";
import { Unknown } from "#engine/core/value.js";
import type { ActionResult, Missing, Refusal } from "#engine/module/contract.js";
import { defineQuery } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { defined } from "./lib/defined.js";
import { regexRefusal } from "./lib/regex-refusal.js";
import { matchValues, waitLook, type Awaited } from "./lib/wait-look.js";

const params = {
  "type": "object", "additionalProperties": false, "x-exclusive": [["port", "path"]],
  "properties": {
    host: { type: "string", default: "127.0.0.1", description: "Where the port is; asked by the host, not by the control machine." },
    port: { type: "integer", minimum: 1, maximum: 65535, description: "A TCP port." },
    path: { type: "string", pattern: "^/", description: "A path on the host." },
    state: { type: "string", enum: ["started", "present", "stopped", "absent"], default: "started", description: "started and present: it is there. stopped and absent: it is not." },
    search_regex: { type: "string", description: "What the file has to hold, or what the port has to say first. Python's syntax; ^ and $ match at lines." },
    delay: { type: "number", minimum: 0, default: 0, description: "Seconds before the first look." },
    timeout: { type: "number", minimum: 0, default: 300, description: "Seconds to wait at most." },
    sleep: { type: "number", minimum: 0.1, default: 1, description: "Seconds between looks." },
    connect_timeout: { type: "integer", minimum: 1, default: 5, description: "Seconds for one attempt to connect." },
    msg: { type: "string", description: "What to say when it did not come." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input {
  readonly given: Params;
  readonly awaited: Awaited;
}

/** Waits for a port or a path. */
export const waitFor = defineQuery<Params, Input>({
  name: "wait_for",
  summary: "Wait until a port is open, or a path is there, or no longer.",
  description: [
    "A check run that predicted changes never waits: what is not so yet is unknown. Without `port` and `path` it only waits for `timeout` seconds.",
    "Unlike Ansible: there is no `state: drained`, and connections are opened with bash, which the host needs for ports.",
  ].join("\n"),
  params,
  examples: [
    { title: "A port", yaml: "wait_for:\n  port: 8000\n  timeout: 60" },
    { title: "A line in a log", yaml: "wait_for:\n  path: /var/log/app.log\n  search_regex: ready in (?P<seconds>\\d+)s" },
  ],
  returns: { elapsed: "Seconds waited.", state: "What was waited for; of a path its kind: file, directory, link, hard, absent.", port: "The port.", path: "The path.", match_groups: "Groups of the match.", match_groupdict: "Named groups of the match." },
  prepare: (given): Promise<Input | Refusal> => Promise.resolve(prepared(given)),
  answer,
});

function prepared(given: Params): Input | Refusal {
  const { search_regex: search, host, port, path, state, connect_timeout: connectTimeout } = given;
  const pattern = search === undefined ? undefined : pythonRegex(search, { multiline: true });
  if (pattern instanceof RegexProblem) return regexRefusal("search_regex", pattern);
  return { given, awaited: { host, port, path, pattern, connectTimeout, there: state === "started" || state === "present" } };
}

async function answer(host: Reader, { given, awaited }: Input): Promise<ActionResult | Unknown | Missing | Refusal> {
  const started = Date.now();
  const elapsed = (): number => (Date.now() - started) / 1000;
  if (!host.predicting) await sleep(given.delay * 1000);
  if (awaited.port === undefined && awaited.path === undefined) return waitOnly(host, given);
  for (;;) {
    const seen = await waitLook(host, awaited);
    if (seen !== undefined) return "missing" in seen || "refused" in seen ? seen : { changed: false, values: { ...valuesOf(given, elapsed()), ...await stateOf(host, given), ...matchValues(seen.match) } };
    if (host.predicting) return new Unknown(`whether ${subject(given)} by then`);
    const left = given.timeout - elapsed();
    if (left <= 0) return overdue(given, elapsed());
    await sleep(Math.min(given.sleep, left) * 1000);
  }
}

/** Of a path its kind is told. */
async function stateOf(host: Reader, { path }: Params): Promise<ActionResult["values"]> {
  if (path === undefined) return {};
  const found = await host.path(path, { digest: false });
  return { state: found.kind === "file" && found.links > 1 ? "hard" : found.kind === "other" ? "file" : found.kind };
}

async function waitOnly(host: Reader, given: Params): Promise<ActionResult> {
  if (!host.predicting) await sleep(given.timeout * 1000);
  return { changed: false, values: valuesOf(given, given.timeout) };
}

function overdue(given: Params, elapsed: number): ActionResult {
  return { changed: false, values: { elapsed: Math.floor(elapsed) }, problem: { reason: "refused", message: given.msg ?? `it is not so that ${subject(given)}, after ${Math.round(elapsed)} seconds` } };
}

function valuesOf({ state, port, path }: Params, elapsed: number): ActionResult["values"] {
  return { elapsed: Math.floor(elapsed), state, ...defined({ port, path }) };
}

function subject({ host, port, path, state, search_regex: search }: Params): string {
  const gone = state === "stopped" || state === "absent";
  if (path !== undefined) return gone ? `${path} is gone` : search === undefined ? `${path} is there` : `${path} holds ${search}`;
  return `port ${port ?? 0} of ${host} is ${gone ? "closed" : "open"}${search === undefined || gone ? "" : ` and says ${search}`}`;
}
