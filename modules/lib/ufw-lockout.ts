import type { Firewall, SshSession } from "./ufw-firewall.js";
import { holdsAddress, ipFamily } from "./ip-network.js";
import type { UfwRule } from "./ufw-rule.js";

/** The SSH connections that could not be made again if the firewall went from one state to the other. */
export function lockedOut(before: Firewall, after: Firewall): SshSession[] {
  return after.sessions.filter((session) => letsIn(before, session) && !letsIn(after, session));
}

/** Whether the firewall lets a new connection like this one in: the first rule that fits decides, else the default. */
function letsIn({ enabled, incoming, rules, rules6 }: Firewall, { port, peer }: SshSession): boolean {
  if (!enabled) return true;
  const first = (ipFamily(peer) === 6 ? rules6 : rules).find((rule) => fits(rule, { port, peer }));
  return ["allow", "limit"].includes(first?.action ?? incoming);
}

/** Which interface a connection came in by is not known: a rule that opens one counts as letting it in, a rule that closes one does not count. */
function fits(rule: UfwRule, { port, peer }: SshSession): boolean {
  if (rule.route || rule.direction !== "in" || rule.sport !== "any") return false;
  if (rule.interfaceIn !== "" && !["allow", "limit"].includes(rule.action)) return false;
  return ["any", "tcp"].includes(rule.proto) && holdsPort(rule, Number(port)) && holdsAddress(rule.src, peer);
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
 * The open connections of `ss -Htnp state established`: those that belong to sshd. Columns: queues, local address, peer address, process.
 * An IPv4 peer of an IPv6 socket is written [::ffff:10.0.0.1].
 */
export function parseSshSessions(text: string): SshSession[] {
  const all = text.split("\n").filter((line) => line.includes('"sshd')).map((line) => {
    const [, , local = "", remote = ""] = line.trim().split(/\s+/);
    return { port: local.slice(local.lastIndexOf(":") + 1), peer: remote.slice(0, remote.lastIndexOf(":")).replace(/^\[|\]$|%.*$/g, "").replace(/^::ffff:(?=\d+\.)/, "") };
  });
  return all.filter((each, index) => all.findIndex(({ port, peer }) => port === each.port && peer === each.peer) === index);
}
