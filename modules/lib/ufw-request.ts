import { refuse, type Refusal } from "#engine/module/contract.js";
import { ipFamily, normalNetwork } from "./ip-network.js";
import { ANYWHERE, sortedPorts, type UfwRule } from "./ufw-rule.js";

/** A rule as a task asks for it. */
export interface RuleParams {
  readonly rule?: string;
  readonly to_port?: string;
  readonly from_port?: string;
  readonly from_ip: string;
  readonly to_ip: string;
  readonly proto?: string;
  readonly name?: string;
  readonly direction?: string;
  readonly interface?: string;
  readonly interface_in?: string;
  readonly interface_out?: string;
  readonly route: boolean;
  readonly log: boolean;
  readonly comment?: string;
  readonly insert?: number;
  readonly delete: boolean;
}

/** The rule that is asked for, in each family of addresses that it is about. */
export interface RuleRequest {
  readonly rules: Readonly<Partial<Record<4 | 6, UfwRule>>>;
  /** No comment was asked for: the one that is there stays. */
  readonly keepComment: boolean;
}

/** Names of services that ufw finds in /etc/services, with the protocol that it then takes. */
const SERVICES: Readonly<Record<string, readonly [port: string, proto: string]>> = {
  ssh: ["22", "tcp"], http: ["80", "tcp"], https: ["443", "tcp"], smtp: ["25", "tcp"], domain: ["53", "any"], ntp: ["123", "udp"], ftp: ["21", "tcp"],
  postgresql: ["5432", "tcp"], mysql: ["3306", "tcp"], imaps: ["993", "tcp"], submission: ["587", "tcp"], ldap: ["389", "any"], ldaps: ["636", "tcp"],
};

/** Makes the rule of a task, in ufw's own normal form, or says why ufw would not take it. */
export function requestedRule(params: RuleParams): RuleRequest | Refusal {
  const families = familiesOf(params);
  if ("refused" in families) return families;
  const ports = portsOf(params);
  if ("refused" in ports) return ports;
  const interfaces = interfacesOf(params);
  if ("refused" in interfaces) return interfaces;
  const forFamily = (family: 4 | 6): UfwRule => ({
    action: params.rule ?? "allow", log: params.log ? "log" : "", route: params.route, ...ports, ...interfaces,
    dst: address(params.to_ip, family), src: address(params.from_ip, family), dapp: params.name ?? "", sapp: "", comment: params.comment ?? "",
  });
  return { rules: Object.fromEntries(families.map((family) => [family, forFamily(family)])), keepComment: params.comment === undefined };
}

function familiesOf({ from_ip, to_ip }: RuleParams): (4 | 6)[] | Refusal {
  const bad = [from_ip, to_ip].find((text) => text !== "any" && ipFamily(text) === undefined);
  if (bad !== undefined) return refuse(`"${bad}" is neither an address nor a network`, "write 10.0.0.5, 10.0.0.0/8, 2001:db8::/32 or any");
  const named = [from_ip, to_ip].filter((text) => text !== "any").map(ipFamily).filter((family) => family !== undefined);
  if (new Set(named).size > 1) return refuse(`a rule cannot go from ${from_ip} to ${to_ip}: one is IPv4, the other IPv6`);
  return named.length > 0 ? named.slice(0, 1) : [4, 6];
}

function address(text: string, family: 4 | 6): string {
  return text === "any" ? ANYWHERE[family] : normalNetwork(text);
}

function portsOf({ to_port = "any", from_port = "any", proto, name }: RuleParams): Pick<UfwRule, "dport" | "sport" | "proto"> | Refusal {
  if (name !== undefined && (proto ?? "any") !== "any") return refuse(`the application profile ${name} says which protocol it uses`, "leave proto out");
  if (name !== undefined && to_port !== "any") return refuse(`the application profile ${name} says which ports it uses`, "leave port out");
  const [dport, sport] = [portNumbers(to_port), portNumbers(from_port)];
  if (dport === undefined || sport === undefined) return refuse(`ufw knows no port "${dport === undefined ? to_port : from_port}"`, "write numbers from 1 to 65535: 443, a list 80,443 or a range 6000:6007");
  const protocol = proto ?? SERVICES[to_port]?.[1] ?? SERVICES[from_port]?.[1] ?? "any";
  if (/[,:]/.test(dport + sport) && !["tcp", "udp"].includes(protocol)) return refuse("a list or range of ports needs its protocol", "add proto: tcp or proto: udp");
  return { dport, sport, proto: protocol };
}

function portNumbers(text: string): string | undefined {
  if (text === "any") return text;
  const parts = text.split(",").map((part) => SERVICES[part.trim()]?.[0] ?? part.trim());
  const isFine = (part: string): boolean => /^\d+(?::\d+)?$/.test(part) && part.split(":").map(Number).every((port, index, all) => port >= 1 && port <= 65_535 && port > (all[index - 1] ?? 0));
  return parts.every(isFine) ? sortedPorts(parts.join(",")) : undefined;
}

function interfacesOf({ direction, interface: both, interface_in, interface_out, route }: RuleParams): Pick<UfwRule, "direction" | "interfaceIn" | "interfaceOut"> | Refusal {
  if (interface_in !== undefined && interface_out !== undefined && !route) return refuse("only a rule for routed packets has two interfaces", "set route: true");
  if (both !== undefined && (interface_in !== undefined || interface_out !== undefined)) return refuse("interface goes with direction; interface_in and interface_out stand alone");
  const way = interface_out !== undefined && interface_in === undefined ? "out" : (direction ?? "in").replace(/^(in|out)(?:coming|going)$/, "$1");
  const named = way === "out" ? { interfaceIn: "", interfaceOut: both ?? "" } : { interfaceIn: both ?? "", interfaceOut: "" };
  return { direction: way, interfaceIn: interface_in ?? named.interfaceIn, interfaceOut: interface_out ?? named.interfaceOut };
}
