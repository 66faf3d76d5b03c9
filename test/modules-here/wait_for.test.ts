import { createServer, type AddressInfo, type Server } from "node:net";
import { spawn } from "node:child_process";
import { expect } from "chai";
import type { Command, Output } from "#engine/core/command.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Answer } from "#engine/module/erased.js";
import { createReader } from "#engine/module/create-reader.js";
import { waitFor } from "#modules/wait_for.js";
import { caseParams } from "#test/support/case-params.js";
import { fakeControl } from "#test/support/fake-control.js";

/** The server runs in this process, so that the command must not block it. */
function runAside({ script = "", args = [] }: Command & { readonly args?: readonly string[] }): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", script, "sh", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => { stdout += chunk.toString(); });
    child.on("error", reject).on("close", (code) => { resolve({ code: code ?? 1, stdout, stderr: "" }); });
  });
}

describe("[I] wait_for, on this machine", () => {
  let server: Server;
  const port = (): number => (server.address() as AddressInfo).port;
  before((done) => { server = createServer((socket) => { socket.write("HELLO 1.2\r\n"); socket.on("error", () => undefined); }).listen(0, "127.0.0.1", done); });
  after((done) => { server.close(done); server.unref(); });

  async function waited(given: ValueMap): Promise<Answer> {
    const prepared = await waitFor.prepare(caseParams(waitFor, given), fakeControl({}));
    if (prepared.kind !== "input") throw new Error(JSON.stringify(prepared));
    const { reader } = createReader({ ask: runAside, read: () => Promise.reject(new Error("not asked")), picture: undefined, facts: {} });
    return waitFor.answer(reader, prepared.input);
  }

  it("finds a port open, and what it says", async () => {
    expect(await waited({ port: port(), timeout: 5 })).to.have.nested.property("result.changed", false);
    const said = await waited({ port: port(), timeout: 5, connect_timeout: 1, search_regex: "^HELLO (\\S+)" });
    expect(said).to.have.deep.nested.property("result.values.match_groups", ["1.2"]);
  });

  it("finds a port closed", async () => {
    expect(await waited({ port: 1, timeout: 0 })).to.have.nested.property("result.problem.reason", "refused");
    expect(await waited({ port: 1, state: "stopped", timeout: 0 })).to.not.have.nested.property("result.problem");
  });

  it("waits until a port opens", async () => {
    const late = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => late.once("listening", resolve));
    const at = (late.address() as AddressInfo).port;
    await new Promise((resolve) => late.close(resolve));
    const timer = setTimeout(() => late.listen(at, "127.0.0.1"), 300);
    const answer = await waited({ port: at, timeout: 5, sleep: 0.1 });
    clearTimeout(timer);
    late.close();
    expect(answer).to.have.nested.property("result.values.port", at);
    expect(answer).to.not.have.nested.property("result.problem");
  });
});
