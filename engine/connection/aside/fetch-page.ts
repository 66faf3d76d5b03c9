import { readFileSync } from "node:fs";
import { Agent, EnvHttpProxyAgent, fetch, type Dispatcher, type Response } from "undici";
import type { ErrandAnswer, PageErrand } from "./errands.js";

const UNAUTHORIZED = 401;

/** Fetches a page. Name and password are sent when the server asks for them, or at once with forceBasicAuth. */
export async function fetchPage(errand: PageErrand): Promise<ErrandAnswer> {
  try {
    const response = await ask(errand, errand.forceBasicAuth);
    const again = response.status === UNAUTHORIZED && errand.username !== undefined && !errand.forceBasicAuth && wantsBasic(response);
    return await answerOf(again ? await ask(errand, true) : response);
  } catch (error) {
    return troubleOf(error, errand);
  }
}

async function ask(errand: PageErrand, withLogin: boolean): Promise<Response> {
  const { url, method, body, headers, username, password, followRedirects, timeoutSeconds } = errand;
  const login = withLogin && username !== undefined ? { authorization: `Basic ${Buffer.from(`${username}:${password ?? ""}`).toString("base64")}` } : {};
  return fetch(url, {
    method, headers: { ...headers, ...login }, dispatcher: dispatcherFor(errand), redirect: followRedirects ? "follow" : "manual",
    signal: AbortSignal.timeout(timeoutSeconds * 1000), ...(body !== undefined && { body }),
  });
}

function dispatcherFor({ validateCerts, caPath, ciphers, unixSocket, useProxy }: PageErrand): Dispatcher {
  const connect = {
    rejectUnauthorized: validateCerts, ...(caPath !== undefined && { ca: readFileSync(caPath) }), ...(ciphers !== undefined && { ciphers }),
    ...(unixSocket !== undefined && { socketPath: unixSocket }),
  };
  return useProxy && unixSocket === undefined ? new EnvHttpProxyAgent({ connect, requestTls: connect }) : new Agent({ connect });
}

function wantsBasic(response: Response): boolean {
  return /(?:^|,\s*)basic\b/i.test(response.headers.get("www-authenticate") ?? "");
}

async function answerOf(response: Response): Promise<ErrandAnswer> {
  return { kind: "page", status: response.status, statusText: response.statusText, body: await response.text() };
}

function troubleOf(error: unknown, { timeoutSeconds }: PageErrand): ErrandAnswer {
  if (error instanceof Error && error.name === "TimeoutError") return { kind: "trouble", reason: "timed-out", detail: `no answer within ${timeoutSeconds} seconds` };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return { kind: "trouble", reason: "failed", detail: cause instanceof Error ? messageOf(cause) : String(cause) };
}

/** Errors of several addresses have no message of their own. */
function messageOf(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors as readonly unknown[] : [];
  return first instanceof Error ? first.message : error.message;
}
