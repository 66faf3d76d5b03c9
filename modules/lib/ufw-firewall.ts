import { describeRule, type UfwRule } from "./ufw-rule.js";

/** The whole firewall as ufw's files describe it: the one resource that all ufw tasks share. */
export interface Firewall {
  /** Set to start at boot (ufw.conf), and loaded. */
  readonly enabled: boolean;
  readonly incoming: string;
  readonly outgoing: string;
  readonly routed: string;
  /** off, low, medium, high or full. */
  readonly logging: string;
  readonly ipv6: boolean;
  readonly rules: readonly UfwRule[];
  readonly rules6: readonly UfwRule[];
  /** One-shot keys. */
  readonly reloaded: boolean;
  readonly reset: boolean;
  /** Never compared: SSH connections that are open now. */
  readonly sessions: readonly SshSession[];
}

/** An SSH connection to this host. */
export interface SshSession {
  readonly port: string;
  readonly peer: string;
  /** The network interface that it came in by; undefined where that cannot be told. */
  readonly interface: string | undefined;
}

/** ufw as Debian installs it. */
export const NEW_FIREWALL: Firewall = {
  enabled: false, incoming: "deny", outgoing: "allow", routed: "deny", logging: "low", ipv6: true, rules: [], rules6: [], reloaded: false, reset: false, sessions: [],
};

const POLICIES: Readonly<Record<string, string>> = { ACCEPT: "allow", DROP: "deny", REJECT: "reject" };

/** Reads /etc/default/ufw: policies, and whether ufw handles IPv6. */
export function parseUfwDefaults(text: string): Pick<Firewall, "incoming" | "outgoing" | "routed" | "ipv6"> {
  const policy = (name: string, otherwise: string): string => POLICIES[setting(text, `DEFAULT_${name}_POLICY`)?.toUpperCase() ?? ""] ?? otherwise;
  return { incoming: policy("INPUT", "deny"), outgoing: policy("OUTPUT", "allow"), routed: policy("FORWARD", "deny"), ipv6: setting(text, "IPV6")?.toLowerCase() === "yes" };
}

/** Reads /etc/ufw/ufw.conf. */
export function parseUfwConf(text: string): Pick<Firewall, "enabled" | "logging"> {
  return { enabled: setting(text, "ENABLED")?.toLowerCase() === "yes", logging: setting(text, "LOGLEVEL")?.toLowerCase() ?? "low" };
}

function setting(text: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}=["']?([^"'#\\s]*)`, "m").exec(text)?.[1];
}

/** Which default policy a task is about. */
export function policyDirection({ direction = "incoming" }: { readonly direction?: string }): "incoming" | "outgoing" | "routed" {
  if (direction === "routed") return direction;
  return direction.startsWith("out") ? "outgoing" : "incoming";
}

/** The firewall as lines of text, for showing what changes. */
export function describeFirewall({ enabled, incoming, outgoing, routed, logging, rules, rules6 }: Firewall): string {
  return [
    `status: ${enabled ? "active" : "inactive"}`, `default: ${incoming} incoming, ${outgoing} outgoing, ${routed} routed`, `logging: ${logging}`,
    ...rules.map(describeRule), ...rules6.map((rule) => `${describeRule(rule)} (v6)`), "",
  ].join("\n");
}
