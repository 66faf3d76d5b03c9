import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { spawn } from "node:child_process";
import { expect } from "chai";
import type { Command, Output } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import type { ValueMap } from "#engine/core/value.js";
import type { ActionResult } from "#engine/module/contract.js";
import { uri } from "#modules/uri.js";
import { caseParams } from "#test/support/case-params.js";
import { fakeControl } from "#test/support/fake-control.js";

/** The server runs in this process, so that the command must not block it. */
function runAside({ argv = [], stdin }: Command): Promise<Output> {
  return new Promise((resolve, reject) => {
    const [program = "", ...words] = argv;
    const child = spawn(program, words);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject).on("close", (code) => { resolve({ code: code ?? 1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }); });
    child.stdin.end(stdin instanceof Secret ? stdin.reveal() : stdin);
  });
}

describe("[I] uri, with curl on this machine", () => {
  let server: Server;
  let base: string;
  const seen: { method?: string | undefined; url?: string | undefined; headers?: NodeJS.Dict<string | string[]>; body?: string } = {};
  before((done) => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
        Object.assign(seen, { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
        if (request.url === "/moved") response.writeHead(302, { Location: "/json" }).end("moved away");
        else if (request.url === "/json") response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "X-Two": ["a", "b"] }).end('{"ok": true, "names": ["ü"]}');
        else if (request.url === "/made") response.writeHead(201).end("made");
        else if (request.url === "/like") response.writeHead(200).end("HTTP/1.1 200 OK\r\n\r\nnot a header");
        else response.writeHead(404).end("no such\npage");
      });
    }).listen(0, "127.0.0.1", () => {
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after((done) => { server.close(done); });

  async function asked(given: ValueMap): Promise<ActionResult> {
    const prepared = await uri.prepare(caseParams(uri, given), fakeControl({}));
    if (prepared.kind !== "input") throw new Error(JSON.stringify(prepared));
    const outputs: Output[] = [];
    for (const step of uri.steps(prepared.input)) if (step.kind === "run") outputs.push(await runAside(step.command));
    return uri.result(outputs, prepared.input);
  }

  it("follows redirections of a GET, and gives headers and JSON of the last answer", async () => {
    const { changed, values, problem } = await asked({ url: `${base}/moved` });
    expect(problem).to.equal(undefined);
    expect(changed).to.equal(false);
    expect(values).to.deep.include({ status: 200, url: `${base}/json`, redirected: true, content_type: "application/json; charset=utf-8", x_two: "a, b", json: { ok: true, names: ["ü"] } });
    expect(values).not.to.have.property("content");
  });

  it("fails on another status, with what the server said", async () => {
    const { problem, values } = await asked({ url: `${base}/nothing` });
    expect(problem).to.deep.equal({ reason: "refused", message: `GET ${base}/nothing answered 404, not 200`, hint: "no such page" });
    expect(values).to.deep.include({ status: 404, content: "no such\npage" });
  });

  it("does not take a body for headers", async () => {
    expect((await asked({ url: `${base}/like`, return_content: true })).values["content"]).to.equal("HTTP/1.1 200 OK\r\n\r\nnot a header");
  });

  it("sends JSON with a secret, basic authentication and headers", async () => {
    const body = { text: "a \"b\"\n\\c", password: new Secret("s3\"cret\n") };
    const { changed, problem } = await asked({ url: `${base}/made`, method: "post", status_code: "200, 201", body, body_format: "json", url_username: "me", url_password: new Secret("p\\:w\""), headers: { "X-Empty": "", "X-A": "b\r\nX-Evil: 1" } });
    expect(problem).to.equal(undefined);
    expect(changed).to.equal(true);
    expect(seen.method).to.equal("POST");
    expect(JSON.parse(seen.body ?? "")).to.deep.equal({ text: "a \"b\"\n\\c", password: "s3\"cret\n" });
    expect(seen.headers).to.include({ "authorization": `Basic ${Buffer.from("me:p\\:w\"").toString("base64")}`, "content-type": "application/json", "x-empty": "", "x-a": "b X-Evil: 1", "user-agent": "tsplay" });
    expect(seen.headers).not.to.have.property("x-evil");
  });

  it("sends a form, a PUT, and a HEAD", async () => {
    await asked({ url: `${base}/made`, method: "PUT", status_code: 201, body: { a: "1 2&", b: ["x", "ü"] }, body_format: "form-urlencoded" });
    expect(seen).to.deep.include({ method: "PUT", body: "a=1+2%26&b=x&b=%C3%BC" });
    expect((await asked({ url: `${base}/json`, method: "HEAD" })).values).to.deep.include({ status: 200 });
    expect(seen.method).to.equal("HEAD");
  });

  it("sends text that begins with @ as it is", async () => {
    await asked({ url: `${base}/made`, method: "POST", status_code: [201], body: "@/etc/passwd" });
    expect(seen.body).to.equal("@/etc/passwd");
  });

  it("says that there was no answer", async () => {
    const { problem, values } = await asked({ url: "http://127.0.0.1:1/x" });
    expect(values).to.deep.include({ status: -1 });
    expect(problem).to.have.property("message").that.includes("GET http://127.0.0.1:1/x got no answer: curl: (7)");
  });
});
