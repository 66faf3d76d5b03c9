import type { Output } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import { refuse, type ActionResult, type Refusal } from "#engine/module/contract.js";
import { defineAction } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { commandGuard } from "./lib/command-input.js";
import { CURL_HINT, CURL_MISSING, curlConfig, httpOptions, httpParams, type CurlOption } from "./lib/curl.js";
import { headerValues, httpAnswer, jsonBody, WRITE_OUT, type HttpAnswer } from "./lib/http-answer.js";
import { httpBody, type HttpBody } from "./lib/http-body.js";

const params = {
  type: "object", required: ["url"], additionalProperties: false,
  properties: {
    url: { "x-url": true, type: "string", pattern: "^https?://", description: "What to ask for; by the host, not by the control machine." },
    method: { type: "string", default: "GET", pattern: "^[A-Za-z]+$", description: "The method. GET, HEAD and OPTIONS only read: a check run asks them as well." },
    body: { "type": ["string", "object", "array", "number", "boolean"], "x-may-be-secret": true, "description": "What to send." },
    body_format: { type: "string", enum: ["raw", "json", "form-urlencoded"], default: "raw", description: "How to write `body`; sets Content-Type as well." },
    status_code: { "type": "array", "items": { type: "integer" }, "x-list": true, "default": [200], "description": "Answers that are fine." },
    return_content: { type: "boolean", default: false, description: "Give `content` in the result." },
    follow_redirects: { type: "string", enum: ["all", "yes", "safe", "none", "no"], default: "safe", description: "safe: for GET and HEAD." },
    timeout: { type: "integer", minimum: 1, default: 30, description: "Seconds for all of it." },
    creates: { type: "string", pattern: "^/", description: "Nothing is asked when this path is there." },
    removes: { type: "string", pattern: "^/", description: "Nothing is asked when this path is not there." },
    ...httpParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input {
  readonly given: Params;
  readonly method: string;
  readonly config: string | Secret;
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** One request over HTTP, sent by the host. */
export const uri = defineAction<Params, Input>({
  name: "uri",
  summary: "Send a request over HTTP from the host, and judge the answer.",
  description: [
    "The host needs curl. Passwords, headers and the body reach it by standard input, so that no list of processes shows them.",
    "Unlike Ansible: a request that is not GET, HEAD or OPTIONS counts as changed; `dest`, `src` and multipart forms are not parameters (use get_url).",
    "Headers of the answer are in the result under their names, lower case with _ for -.",
  ].join("\n"),
  params,
  examples: [
    { title: "Wait until a page comes", yaml: "uri:\n  url: http://127.0.0.1:8000/health\n  status_code: [200, 204]\nregister: health\nuntil: health.status in [200, 204]\nretries: 30\ndelay: 2" },
    { title: "Make a database in CouchDB", yaml: "uri:\n  url: http://127.0.0.1:5984/commcarehq\n  method: PUT\n  url_username: admin\n  url_password: \"{{ couch_password }}\"\n  status_code: [201, 412]" },
    { title: "Send JSON", yaml: "uri:\n  url: https://chat.example.org/hook\n  method: POST\n  body_format: json\n  body:\n    text: deployed" },
  ],
  returns: {
    status: "The answer's code; -1 when there was none.", url: "Where the answer came from, after redirections.", redirected: "Whether there were redirections.", elapsed: "Seconds.", msg: "The answer in short.",
    content: "The body, with return_content or when the answer is not as wanted.", json: "The body as a value where it is JSON.", content_type: "And every other header of the answer.",
  },
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ given, method }) => `uri:${method} ${given.url}`,
  guard: (host, { given: { creates, removes } }) => commandGuard(host, { creates, removes }),
  reads: ({ method }) => READING.has(method),
  changes: ({ method }) => !READING.has(method),
  steps: ({ config }) => [{ kind: "run", command: { argv: ["curl", "--config", "-"], stdin: config } }],
  result,
});

function prepared(given: Params): Input | Refusal {
  const method = given.method.toUpperCase();
  const body = given.body === undefined ? undefined : httpBody(given.body, given.body_format);
  if (body !== undefined && "refused" in body) return body;
  if (body !== undefined && method === "HEAD") return refuse("a HEAD request has no body");
  return { given, method, config: curlConfig([["url", given.url], ...methodOptions(method, body), ...redirects(given, method), ...httpOptions(given), ...bodyOptions(body, given), ["dump-header", "-"], ["write-out", WRITE_OUT]]) };
}

/** A body makes it a POST by itself; said once more, it would stay one after a redirection to another page. */
function methodOptions(method: string, body: HttpBody | undefined): readonly CurlOption[] {
  if (method === "POST" && body !== undefined) return [];
  return method === "HEAD" ? [["head", true]] : [["request", method]];
}

function redirects({ follow_redirects: follow }: Params, method: string): readonly CurlOption[] {
  const follows = follow === "all" || follow === "yes" || (follow === "safe" && (method === "GET" || method === "HEAD"));
  return follows ? [["location", true]] : [];
}

/** A Content-Type of the user's own wins. */
function bodyOptions(body: HttpBody | undefined, { headers }: Params): readonly CurlOption[] {
  if (body === undefined) return [];
  const own = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "content-type");
  return [["data-raw", body.text], ...(own ? [] : [["header", body.type === undefined ? "Content-Type:" : `Content-Type: ${body.type}`] as const])];
}

function result([output]: readonly Output[], { given, method }: Input): ActionResult {
  if (output === undefined) throw new Error("a request has one output");
  const changed = !READING.has(method);
  const answer = httpAnswer(output);
  if (answer === undefined) return { changed: false, values: { status: -1, url: given.url, msg: output.stderr.trim(), redirected: false, elapsed: 0 }, problem: unanswered(given, method, output) };
  const fine = given.status_code.includes(answer.status);
  const values = valuesOf(answer, given.return_content || !fine);
  if (fine) return { changed, values };
  return { changed: false, values, problem: { reason: "refused", message: `${method} ${given.url} answered ${answer.status}, not ${given.status_code.join(" or ")}`, hint: shortened(answer.body) } };
}

function unanswered({ url }: Params, method: string, { code, stderr }: Output): NonNullable<ActionResult["problem"]> {
  if (code === 127) return { reason: "missing", what: CURL_MISSING, hint: CURL_HINT };
  const why = stderr.replace(/^tsplay 000 .*$/m, "").trim();
  return { reason: "refused", message: `${method} ${url} got no answer: ${why}`, hint: "see that the service is up, and that the host can reach it" };
}

function valuesOf(answer: HttpAnswer, withContent: boolean): ActionResult["values"] {
  const { status, url, redirected, elapsed, headers, body } = answer;
  const json = jsonBody(answer);
  return { ...headerValues(headers), status, url, redirected, elapsed, msg: `${status} (${body.length} characters)`, ...(json !== undefined && { json }), ...(withContent && { content: body }) };
}

/** The beginning of what the server said about it. */
function shortened(body: string): string {
  const line = body.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)} ...` : line;
}
