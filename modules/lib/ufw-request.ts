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
const SERVICES: ReadonlyMap<string, readonly [port: string, proto: string]> = new Map([
  ["ssh", ["22", "tcp"]], ["http", ["80", "tcp"]], ["https", ["443", "tcp"]], ["smtp", ["25", "tcp"]], ["domain", ["53", "any"]], ["ntp", ["123", "udp"]],
  ["ftp", ["21", "tcp"]], ["postgresql", ["5432", "tcp"]], ["mysql", ["3306", "tcp"]], ["imaps", ["993", "tcp"]], ["submission", ["587", "tcp"]],
  ["ldap", ["389", "any"]], ["ldaps", ["636", "tcp"]],
]);

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
  if (name !== undefined && (to_port !== "any" || proto !== undefined)) return profileKnows(name);
  const [dport, sport] = [portNumbers(to_port), portNumbers(from_port)];
  if (dport === undefined) return noPort(to_port);
  if (sport === undefined) return noPort(from_port);
  return withProtocol({ dport, sport, proto: proto ?? protocolOf([to_port, from_port]) });
}

function withProtocol(ports: Pick<UfwRule, "dport" | "sport" | "proto">): Pick<UfwRule, "dport" | "sport" | "proto"> | Refusal {
  const isSingle = !/[,:]/.test(ports.dport + ports.sport);
  return isSingle || ports.proto === "tcp" || ports.proto === "udp" ? ports : refuse("a list or range of ports needs its protocol", "add proto: tcp or proto: udp");
}

function profileKnows(name: string): Refusal {
  return refuse(`the application profile ${name} says which ports and which protocol it uses`, "leave port and proto out");
}

function noPort(text: string): Refusal {
  return refuse(`ufw knows no port "${text}"`, "write numbers from 1 to 65535: 443, a list 80,443 or a range 6000:6007");
}

/** The protocol of the first service that is called by its name. */
function protocolOf(ports: readonly string[]): string {
  return ports.map((port) => SERVICES.get(port)?.[1]).find((proto) => proto !== undefined) ?? "any";
}

function portNumbers(text: string): string | undefined {
  if (text === "any") return text;
  const parts = text.split(",").map((part) => SERVICES.get(part.trim())?.[0] ?? part.trim());
  return parts.every(isPort) ? sortedPorts(parts.join(",")) : undefined;
}

function isPort(part: string): boolean {
  if (!/^\d{1,5}(?::\d{1,5})?$/.test(part)) return false;
  const [first = 0, last = 65_536] = part.split(":").map(Number);
  return first >= 1 && first < last && (last <= 65_535 || !part.includes(":"));
}

function interfacesOf(params: RuleParams): Pick<UfwRule, "direction" | "interfaceIn" | "interfaceOut"> | Refusal {
  const { one, inward, outward } = namedInterfaces(params);
  if (inward !== "" && outward !== "" && !params.route) return refuse("only a rule for routed packets has two interfaces", "set route: true");
  if (one !== "" && inward + outward !== "") return refuse("interface goes with direction; interface_in and interface_out stand alone");
  const direction = directionOf(params);
  return { direction, interfaceIn: inward + (direction === "in" ? one : ""), interfaceOut: outward + (direction === "out" ? one : "") };
}

function namedInterfaces({ interface: one = "", interface_in: inward = "", interface_out: outward = "" }: RuleParams): Readonly<Record<"one" | "inward" | "outward", string>> {
  return { one, inward, outward };
}

function directionOf({ direction = "in", interface_in, interface_out }: RuleParams): string {
  if (interface_out !== undefined && interface_in === undefined) return "out";
  return direction.startsWith("out") ? "out" : "in";
}
