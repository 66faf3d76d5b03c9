import type { Unreachable } from "#engine/core/problem.js";
import { ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { Target } from "#engine/core/target.js";
import type { Transport } from "./channel.js";
import { HostConnection } from "./host-connection.js";
import { localTransport } from "./local-transport.js";
import { routeTo } from "./route.js";
import type { SshNetwork } from "./ssh-network.js";
import type { Connections } from "./types.js";

/** Settings of all connections of a run. */
export interface ConnectionOptions {
  /** Handshakes at once at one address or jump host; 8 when left out: sshd begins to drop the eleventh (MaxStartups). */
  readonly handshakes?: number;
  /** The environment; SSH_AUTH_SOCK and HOME are read from it, and local commands get it. process.env when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Seconds between keepalives; when three go by and nothing at all comes back, the connection is lost. 10 when left out. */
  readonly keepalive?: number;
  /** An ssh_config(5) file in place of ~/.ssh/config and the system's; "none": no configuration. */
  readonly sshConfig?: string;
}

/** All connections of a run. Nothing is opened before it is asked for; ssh2 is not even loaded. */
export function openConnections(options: ConnectionOptions = {}): Connections {
  const env = options.env ?? process.env;
  const around = { env, sshConfig: options.sshConfig };
  const hosts = new Map<string, HostConnection>();
  let network: Promise<SshNetwork> | undefined;
  const connect = async (target: Target): Promise<Result<Transport, Unreachable>> => {
    if (target.connection === "local") return ok(localTransport(env));
    const route = routeTo(target, around); // `ssh -G` runs while ssh2 is being loaded
    network ??= import("./ssh-network.js").then(({ SshNetwork }) => new SshNetwork({ ...around, handshakes: options.handshakes ?? 8, keepalive: options.keepalive ?? 10 }));
    const found = await route;
    return found.ok ? await (await network).connect(found.value) : found;
  };
  return {
    session: (target, become) => {
      const key = keyOf(target);
      const host = hosts.get(key) ?? new HostConnection(() => connect(target));
      hosts.set(key, host);
      return host.session(become);
    },
    forget: async (target) => {
      const host = hosts.get(keyOf(target));
      hosts.delete(keyOf(target));
      await host?.close();
    },
    close: async () => {
      const all = [...hosts.values()];
      hosts.clear();
      await Promise.all(all.map((host) => host.close()));
      (await network)?.close();
    },
  };
}

/** Two inventory names of one address stay two hosts: their passwords may differ. */
function keyOf({ host, connection, address, port, user, privateKeyFile, proxyJump, background }: Target): string {
  return JSON.stringify([host, connection, address, port, user, privateKeyFile, proxyJump, background]);
}
