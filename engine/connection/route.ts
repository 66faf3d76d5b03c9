import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { Target } from "#engine/core/target.js";
import type { Endpoint, Route } from "./endpoint.js";
import { readSshConfig } from "./ssh-config.js";
import type { SshConfig, Surroundings } from "./ssh-config.js";

/** One hop as it was written. */
interface Hop {
  readonly address: string;
  readonly user: string | undefined;
  readonly port: number | undefined;
}

/** Finds out how to reach a target: its own settings win over ssh_config(5), also for the hops before it. */
export async function routeTo(target: Target, around: Surroundings): Promise<Result<Route, Unreachable>> {
  const asked = { address: target.address, user: target.user, port: target.port };
  const config = await readSshConfig(asked, around);
  const proxyJump = target.proxyJump ?? config.proxyJump;
  if (config.proxyCommand !== undefined && proxyJump === undefined) {
    return err({ reason: "handshake", address: target.address, detail: "~/.ssh/config sets a ProxyCommand for this host, which tsplay cannot use: set ProxyJump there, or ansible_ssh_common_args" });
  }
  const hops = proxyJump === undefined || proxyJump === "" || proxyJump === "none" ? [] : proxyJump.split(",").map(parseHop);
  const bad = hops.findIndex((hop) => hop === undefined);
  if (bad !== -1) return err({ reason: "handshake", address: target.address, detail: `"${String(proxyJump)}" is not a list of jump hosts: [user@]host[:port],...` });
  const jumps = await Promise.all(hops.filter((hop) => hop !== undefined).map(async (hop) => endpointOf(target, await readSshConfig(hop, around), { around, jump: true })));
  return ok({ jumps, last: endpointOf(target, config, { around, jump: false }) });
}

/** The key and the known_hosts files of a target are tried on its jump hosts too; its password is not theirs to see. */
function endpointOf(target: Target, config: SshConfig, { around, jump }: { readonly around: Surroundings; readonly jump: boolean }): Endpoint {
  const { hostName: address, port, user } = config;
  const key = target.privateKeyFile;
  return {
    address, port, timeout: target.timeout,
    login: {
      user, address, agent: agentOf(config, around),
      keyFile: jump ? undefined : key,
      identityFiles: jump && key !== undefined ? [...config.identityFiles, key] : config.identityFiles,
      password: jump ? undefined : target.password,
    },
    hostKey: { address, port, alias: config.hostKeyAlias, files: [...target.knownHostsFiles, ...config.knownHostsFiles], checking: target.hostKeyChecking, hash: config.hashKnownHosts },
  };
}

function agentOf({ identityAgent, identitiesOnly }: SshConfig, { env }: Surroundings): string | undefined {
  if (identitiesOnly || identityAgent === "none") return undefined;
  if (identityAgent === undefined || identityAgent === "SSH_AUTH_SOCK") return env["SSH_AUTH_SOCK"] === "" ? undefined : env["SSH_AUTH_SOCK"];
  return identityAgent;
}

function parseHop(text: string): Hop | undefined {
  const match = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(\[[^\]]+\]|[^:@\s/]+)(?::(\d+))?\/?$/.exec(text.trim());
  if (match?.[2] === undefined) return undefined;
  return { user: match[1], address: match[2].replace(/^\[|\]$/g, ""), port: match[3] === undefined ? undefined : Number(match[3]) };
}
