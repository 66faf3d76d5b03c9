import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A web server of the test's own that lab hosts can reach. */
export interface FixtureServer {
  /** `http://ADDRESS:PORT`, no slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

const greeting = "Grüße vom Server – 你好\n";
const published = "Wed, 01 Jan 2025 00:00:00 GMT";

/** Serves `files` by path on an address, and: /data.json, /echo, /moved, /private (user, secret), /flaky (503 every other time), /SHA256SUMS, /text. Anything else is 404. */
export async function fixtureServer(address: string, files: ReadonlyMap<string, Uint8Array>): Promise<FixtureServer> {
  const all = new Map<string, Uint8Array>([["/text", Buffer.from(greeting)], ...files]);
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url === "/flaky") asked += 1;
    answer(request, response, all, asked).catch((error: unknown) => { response.writeHead(500).end(String(error)); });
  });
  await new Promise<void>((resolve, reject) => { server.once("error", reject).listen(0, address, resolve); });
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, files: ReadonlyMap<string, Uint8Array>, asked: number): Promise<void> {
  const path = request.url ?? "";
  const route = routes[path];
  if (route !== undefined) route(request, response, await bodyOf(request));
  else if (path === "/flaky") response.writeHead(asked % 2 === 0 ? 200 : 503).end("sometimes\n");
  else if (path === "/SHA256SUMS") response.end([...files].map(([name, bytes]) => `${sha256(bytes)}  ${name.slice(1)}\n`).join(""));
  else serveFile(request, response, files.get(path));
}

const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse, body: string) => void>> = {
  "/data.json": (_request, response) => { response.writeHead(200, { "Content-Type": "application/json", "X-Served-By": "fixture" }).end(JSON.stringify({ name: "lab", numbers: [1, 2, 3], nested: { größe: 1.5 } })); },
  "/echo": ({ method, headers }, response, body) => { response.writeHead(201, { "Content-Type": "application/json" }).end(JSON.stringify({ method, type: headers["content-type"], token: headers["x-token"], body })); },
  "/moved": (_request, response) => { response.writeHead(302, { Location: "/text" }).end(); },
  "/private": ({ headers }, response) => {
    const known = headers.authorization === `Basic ${Buffer.from("user:secret").toString("base64")}`;
    if (known) response.end("let in\n");
    else response.writeHead(401, { "WWW-Authenticate": "Basic realm=\"fixture\"" }).end();
  },
};

/** With a date and a tag, and 304 for who has that version (RFC 9110). */
function serveFile({ method, headers }: IncomingMessage, response: ServerResponse, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) {
    response.writeHead(404).end("nothing here\n");
    return;
  }
  const tag = `"${sha256(bytes).slice(0, 16)}"`;
  const current = headers["if-none-match"] === tag || (headers["if-none-match"] === undefined && headers["if-modified-since"] === published);
  response.writeHead(current ? 304 : 200, { "ETag": tag, "Last-Modified": published, ...(!current && { "Content-Length": bytes.length }) });
  response.end(current || method === "HEAD" ? undefined : bytes);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
