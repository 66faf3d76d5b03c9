import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Target } from "#engine/core/target.js";
import ssh2 from "ssh2";
import { startServer } from "#test/support/ssh-server.js";
import type { Faults, TestServer } from "#test/support/ssh-server.js";

/** A folder with a key and known_hosts, and servers that end with it. */
export class Served {
  readonly folder = mkdtempSync(join(tmpdir(), "tsplay-faults-"));
  readonly knownHosts = join(this.folder, "known_hosts");
  readonly key = join(this.folder, "id");
  readonly #servers: TestServer[] = [];

  constructor() {
    writeFileSync(this.key, ssh2.utils.generateKeyPairSync("ed25519").private);
  }

  /** Starts a server whose key is known. */
  async start(faults: Faults = {}, keys?: readonly ("ed25519" | "rsa")[]): Promise<{ server: TestServer; target: Target }> {
    const server = await startServer(faults, keys);
    this.#servers.push(server);
    this.know(server, server.port);
    return { server, target: this.target(server.port) };
  }

  /** Writes a server's key into known_hosts, as that of a port. */
  know(server: TestServer, port: number): void {
    writeFileSync(this.knownHosts, `[127.0.0.1]:${port} ${server.hostKey}\n`);
  }

  target(port: number, changes: Partial<Target> = {}): Target {
    return {
      host: "test", connection: "ssh", address: "127.0.0.1", port, user: "me", privateKeyFile: this.key,
      knownHostsFiles: [this.knownHosts], hostKeyChecking: "yes", timeout: 5, ...changes,
    };
  }

  end(): void {
    for (const server of this.#servers) server.close();
    rmSync(this.folder, { recursive: true });
  }
}
