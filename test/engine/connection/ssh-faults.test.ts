import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Connections } from "#engine/connection/types.js";
import { runBySh, startRelay } from "#test/support/ssh-server.js";
import type { Faults } from "#test/support/ssh-server.js";
import { ENV, opened, trouble } from "./opened.js";
import { Served } from "./served.js";

describe("[I] ssh that goes wrong", () => {
  let served: Served;
  let connections: Connections;

  beforeEach(() => {
    served = new Served();
    connections = openConnections({ sshConfig: "none", env: ENV, keepalive: 0.2 });
  });
  afterEach(async () => {
    await connections.close();
    served.end();
  });

  describe("before a host is reached", () => {
    it("tells a name that is none, a closed port, and a host that does not answer", async () => {
      expect(await trouble(connections, served.target(22, { address: "no-such-host.invalid" }))).to.include({ reason: "dns", address: "no-such-host.invalid" });
      const silent = await silentServer();
      await silent.close();
      expect(await trouble(connections, served.target(silent.port))).to.include({ reason: "refused", port: silent.port });
    });

    it("does not wait for ever for a port that says nothing", async () => {
      const silent = await silentServer();
      const told = await trouble(connections, served.target(silent.port, { timeout: 0.3 }));
      await silent.close();
      expect(told).to.include({ reason: "connect-timeout", port: silent.port });
    });

    it("keeps its verdict until it is told to forget", async () => {
      const { server, target } = await served.start({ methods: ["password"] });
      const first = await trouble(connections, target);
      expect(await trouble(connections, target)).to.equal(first);
      expect(server.seen.connections).to.equal(1);
      await connections.forget(target);
      expect((await trouble(connections, target)).reason).to.equal("auth-failed");
      expect(server.seen.connections).to.equal(2);
    });
  });

  describe("handshakes", () => {
    it("are tried again when the host drops them, as it does beyond MaxStartups", async () => {
      const { server, target } = await served.start({ dropHandshakes: 3 });
      expect((await opened(connections, target)).user).to.equal("me");
      expect(server.seen.connections).to.equal(4);
    });

    it("are queued", async () => {
      const { server, target } = await served.start({ slowLogin: 20 });
      const few = openConnections({ sshConfig: "none", env: ENV, handshakes: 3 });
      const sessions = await Promise.all(Array.from({ length: 12 }, (_, index) => opened(few, { ...target, host: `h${index}` })));
      expect(sessions.length).to.equal(12);
      expect(server.seen.connections).to.equal(12);
      expect(server.seen.atOnce).to.be.within(1, 6); // a connection counts for 30 ms, also when its handshake was faster
      await few.close();
    });
  });

  describe("sessions", () => {
    it("get their channel although the host refuses at first", async () => {
      const { target } = await served.start({ refuseChannels: 3 });
      expect((await (await opened(connections, target)).run({ argv: ["echo", "here"] })).stdout).to.equal("here\n");
    });

    it("are lost when the connection is cut in the middle of a command, which never ends well", async () => {
      const { target } = await served.start({ cutAfter: 300 });
      const session = await opened(connections, target);
      for (const way of ["run", "runOwn"] as const) {
        const outcome = await Promise.race([session[way]({ script: "echo begun; sleep 5", args: [] }), session.lost]);
        expect(outcome).to.include({ reason: "lost" });
      }
      expect(await trouble(connections, target)).to.include({ reason: "lost" });
    });

    it("are lost when the network goes away without a word", async () => {
      const { server } = await served.start();
      const relay = await startRelay(server.port);
      served.know(server, relay.port);
      const session = await opened(connections, served.target(relay.port));
      relay.pull();
      expect(await session.lost).to.deep.equal({ reason: "lost", detail: "the host stopped answering" });
      relay.close();
    });

    it("are lost, never a success, when a channel closes without an exit code", async () => {
      const { target } = await served.start({ onCommand: (_line, channel) => { channel.write("hello?\n"); channel.close(); } });
      expect((await trouble(connections, target)).reason).to.equal("lost");
    });

    it("tell what a login that gives no shell says", async () => {
      const { target } = await served.start({ onCommand: (_line, channel) => { channel.write("This account is currently not available.\n"); channel.exit(1); channel.end(); } });
      expect(await trouble(connections, target)).to.deep.equal({ reason: "no-shell", detail: "This account is currently not available." });
    });

    it("are not confused by what login files print", async () => {
      const { target } = await served.start({ onCommand: noisy });
      const session = await opened(connections, target);
      expect(await session.run({ argv: ["echo", "clean"] })).to.deep.equal({ code: 0, stdout: "clean\n", stderr: "" });
    });
  });
});

const noisy: NonNullable<Faults["onCommand"]> = (line, channel) => {
  channel.write("Welcome!\nfortune: ");
  channel.stderr.write("stty: not a tty\n");
  runBySh(line, channel);
};

async function silentServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((socket) => { socket.resume().on("error", () => undefined); });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }) };
}
