import type { Output } from "#engine/core/command.js";
import type { Value, ValueMap } from "#engine/core/value.js";

/** What curl writes on stderr after the answer; `dump-header = "-"` puts the headers before the body. */
export const WRITE_OUT = "%{stderr}tsplay %{http_code} %{size_header} %{num_redirects} %{time_total} %{url_effective}\\n";

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly url: string;
  readonly redirected: boolean;
  /** Seconds. */
  readonly elapsed: number;
  /** Of the last answer, after redirections; lower case, the values of a repeated one joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Reads what curl wrote; undefined: there was no answer, and stderr says why. */
export function httpAnswer({ stdout, stderr }: Output): HttpAnswer | undefined {
  const [, status = "0", size = "0", redirects = "0", elapsed = "0", url = ""] = /^tsplay (\d+) (\d+) (\d+) ([\d.,]+) (.*)$/m.exec(stderr) ?? [];
  if (Number(status) === 0) return undefined;
  const head = stdout.slice(0, Number(size));
  return { status: Number(status), url, redirected: Number(redirects) > 0, elapsed: Math.floor(Number(elapsed.replace(",", "."))), headers: headersOf(head), body: stdout.slice(Number(size)) };
}

function headersOf(head: string): ReadonlyMap<string, string> {
  const last = head.trimEnd().split(/\r?\n\r?\n/).at(-1) ?? "";
  const headers = new Map<string, string>();
  for (const line of last.split(/\r?\n/).slice(1)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name) ?? ""}, ${value}` : value);
  }
  return headers;
}

/** Headers under the names that Ansible gives them: content_type, last_modified. */
export function headerValues(headers: ReadonlyMap<string, string>): ValueMap {
  return Object.fromEntries([...headers].map(([name, value]) => [name.replaceAll("-", "_"), value]));
}

/** The body as a value where the server says that it is JSON; undefined where it is not. */
export function jsonBody({ headers, body }: HttpAnswer): Value | undefined {
  if (!/\bjson\b/.test(headers.get("content-type") ?? "")) return undefined;
  try {
    return JSON.parse(body) as Value;
  } catch {
    return undefined; // the server says so, and it is not true
  }
}
