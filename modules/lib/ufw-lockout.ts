import type { Firewall, SshSession } from "./ufw-firewall.js";
import { holdsAddress, ipFamily } from "./ip-network.js";
import type { UfwRule } from "./ufw-rule.js";

/** The SSH connections that could not be made again if the firewall went from one state to the other. */
export function lockedOut(before: Firewall, after: Firewall): SshSession[] {
  return after.sessions.filter((session) => letsIn(before, session) && !letsIn(after, session));
}

/** Whether the firewall lets a new connection like this one in: the first rule that fits decides, else the default. */
function letsIn({ enabled, incoming, rules, rules6 }: Firewall, session: SshSession): boolean {
  if (!enabled) return true;
  const first = (ipFamily(session.peer) === 6 ? rules6 : rules).find((rule) => fits(rule, session));
  return ["allow", "limit"].includes(first?.action ?? incoming);
}

function fits(rule: UfwRule, { port, peer, interface: device }: SshSession): boolean {
  if (rule.route || rule.direction !== "in" || rule.sport !== "any" || !comesBy(rule, device)) return false;
  return ["any", "tcp"].includes(rule.proto) && holdsPort(rule, Number(port)) && holdsAddress(rule.src, peer);
}

/** Where it is not known by which interface a connection came in, a rule that opens one counts and a rule that closes one does not. */
function comesBy({ interfaceIn, action }: UfwRule, device: string | undefined): boolean {
  if (interfaceIn === "" || interfaceIn === device) return true;
  return device === undefined && ["allow", "limit"].includes(action);
}

/** The ports of a profile are only known of a rule that ufw has written; OpenSSH's is 22. */
function holdsPort({ dport, dapp }: UfwRule, port: number): boolean {
  if (dport === "any") return dapp === "" || (dapp === "OpenSSH" && port === 22);
  return dport.split(",").some((part) => {
    const [first = 0, last = first] = part.split(":").map(Number);
    return port >= first && port <= last;
  });
}

/**
 * The open connections of `ss -Htnp state established` that belong to sshd. Columns: queues, local address, peer address, process; an IPv4 peer of an IPv6
 * socket is written [::ffff:10.0.0.1]. `addresses` is what `ip -o addr` prints: it tells whose address the local one is.
 */
export function parseSshSessions(connections: string, addresses: string): SshSession[] {
  const all = connections.split("\n").filter((line) => line.includes('"sshd')).map((line) => {
    const [, , local = "", remote = ""] = line.trim().split(/\s+/);
    return { port: local.slice(local.lastIndexOf(":") + 1), peer: addressOf(remote), interface: interfaceOf(addressOf(local), addresses) };
  });
  return all.filter((each, index) => all.findIndex(({ port, peer }) => port === each.port && peer === each.peer) === index);
}

function addressOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(":")).replace(/^\[|\]$|%.*$/g, "").replace(/^::ffff:(?=\d+\.)/, "");
}

function interfaceOf(address: string, addresses: string): string | undefined {
  const lines = addresses.split("\n").map((line) => line.trim().split(/\s+/));
  return lines.find(([, , , network = ""]) => network.split("/")[0] === address)?.[1];
}
