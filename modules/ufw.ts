import { defineModule } from "#engine/module/define.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { describeFirewall, NEW_FIREWALL, parseUfwConf, parseUfwDefaults, policyDirection, type Firewall, type SshSession } from "./lib/ufw-firewall.js";
import { given } from "./lib/given.js";
import { withoutRule, withRule } from "./lib/ufw-edit.js";
import { lockedOut, parseSshSessions } from "./lib/ufw-lockout.js";
import { requestedRule, type RuleRequest } from "./lib/ufw-request.js";
import { parseUfwRules } from "./lib/ufw-rule.js";
import { ufwSteps } from "./lib/ufw-steps.js";

const address = { type: "string", default: "any" } as const;

const params = {
  type: "object", additionalProperties: false,
  "x-required-one-of": [["state", "default", "rule", "logging"]],
  "x-exclusive": [["name", "proto"], ["delete", "insert"]],
  properties: {
    state: { type: "string", enum: ["enabled", "disabled", "reloaded", "reset"], description: "enabled: load the rules now and at every boot. reset removes all rules." },
    default: { type: "string", enum: ["allow", "deny", "reject"], "x-aliases": ["policy"], description: "What becomes of packets that no rule speaks of; see direction." },
    direction: { type: "string", enum: ["in", "incoming", "out", "outgoing", "routed"], description: "Which way: of a rule in (left out) or out, of a default incoming (left out), outgoing or routed." },
    logging: { type: "string", enum: ["on", "off", "low", "medium", "high", "full"], description: "How much is written to the log." },
    rule: { type: "string", enum: ["allow", "deny", "limit", "reject"], description: "What to do with the packets." },
    to_port: { type: "string", "x-aliases": ["port"], description: "Port, list (80,443) or range (6000:6007)." },
    proto: { type: "string", enum: ["any", "tcp", "udp", "ipv6", "esp", "ah", "gre", "igmp"], "x-aliases": ["protocol"], description: "Protocol; left out: any." },
    from_ip: { ...address, "x-aliases": ["from", "src"], description: "Address or network that packets come from." },
    from_port: { type: "string", description: "Port that packets come from." },
    to_ip: { ...address, "x-aliases": ["dest", "to"], description: "Address or network that packets go to." },
    name: { type: "string", pattern: "^[^-]", "x-aliases": ["app"], description: "Application profile, as ufw app list shows them." },
    interface: { type: "string", pattern: "^[^\\s-]\\S*$", "x-aliases": ["if"], description: "Network interface, for the direction given." },
    interface_in: { type: "string", pattern: "^[^\\s-]\\S*$", "x-aliases": ["if_in"], description: "Interface that packets come in by." },
    interface_out: { type: "string", pattern: "^[^\\s-]\\S*$", "x-aliases": ["if_out"], description: "Interface that packets go out by." },
    route: { type: "boolean", default: false, description: "The rule is about packets that pass through the host." },
    log: { type: "boolean", default: false, description: "Write new connections of the rule to the log." },
    comment: { type: "string", pattern: "^[^'\\n]*$", description: "Why the rule is there; left out, the comment of a rule that is there stays." },
    insert: { type: "integer", minimum: 1, description: "Put a new rule before the one with this number, as ufw status numbered counts; a rule that is there is not moved." },
    delete: { type: "boolean", default: false, description: "There should be no such rule." },
    allow_lockout: { type: "boolean", default: false, description: "Go ahead even if new SSH connections like those that are open would no longer be let in." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly request: RuleRequest | undefined;
}

/** The firewall of Debian's and Ubuntu's choice; ufw(8), and the files below /etc/ufw. */
export const ufw = defineModule<Params, Firewall, Input>({
  name: "ufw",
  summary: "Open, limit or close ports in ufw, and switch it on.",
  description: "ufw's own files are read (no ufw is started to look), so that rules are compared one by one, whether the firewall is on or off. A change that would keep the SSH connections out that are open now is refused. "
    + "A rule for any address is kept for IPv4 and IPv6 together. A rule for the same packets is changed in its place. delete removes a rule only if its action is the given one, as ufw does.",
  params,
  examples: [
    { title: "Let SSH in", yaml: "ufw:\n  rule: allow\n  port: 22\n  proto: tcp" },
    { title: "A database only for its application", yaml: "ufw:\n  rule: allow\n  from_ip: 10.0.0.11\n  port: 5432\n  proto: tcp\n  comment: app1" },
    { title: "Refuse everything else, and switch it on", yaml: "ufw:\n  state: enabled\n  default: deny" },
    { title: "Everything on the private network", yaml: "ufw:\n  rule: allow\n  interface: eth1\n  direction: in" },
  ],
  returns: { enabled: "Whether the firewall is on.", rules: "All rules, as ufw status words them.", default_incoming: "allow, deny or reject." },
  oneShot: ["reloaded", "reset"],
  prepare: (written) => Promise.resolve(prepared(written)),
  resource: () => "ufw",
  probe,
  desired,
  steps: (difference, input) => ufwSteps(difference, input),
  diff: ({ before, after }) => [{ kind: "text", title: "ufw", before: before === undefined ? "" : describeFirewall(before), after: after === undefined ? "" : describeFirewall(after) }],
  values: (state = NEW_FIREWALL) => ({ enabled: state.enabled, default_incoming: state.incoming, rules: describeFirewall(state).split("\n").slice(3, -1) }),
});

function prepared(written: Params): Input | Refusal {
  if (written.rule === undefined) return { ...written, request: undefined };
  const request = requestedRule(written);
  return "refused" in request ? request : { ...written, request };
}

async function probe(host: Reader, input: Input): Promise<Firewall | Missing> {
  const [program, files, loaded, sessions] = await Promise.all([host.path("/usr/sbin/ufw", { digest: false }), readFiles(host), isLoaded(host, input), sshSessions(host, input)]);
  if (program.kind === "absent" || files === undefined) return missing("ufw is not installed", "install it first: apt: name=ufw (its files are for root alone: set become: true)");
  return { ...files, enabled: files.enabled && loaded, reloaded: false, reset: false, sessions };
}

async function readFiles(host: Reader): Promise<Omit<Firewall, "reloaded" | "reset" | "sessions"> | undefined> {
  const paths = ["/etc/ufw/ufw.conf", "/etc/default/ufw", "/etc/ufw/user.rules", "/etc/ufw/user6.rules"];
  const [conf, defaults, rules, rules6] = await Promise.all(paths.map((path) => host.content(path)));
  if (conf === undefined || defaults === undefined) return undefined;
  return { ...parseUfwConf(text(conf)), ...parseUfwDefaults(text(defaults)), rules: parseUfwRules(text(rules)), rules6: parseUfwRules(text(rules6)) };
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

/** Whether ufw's chains are in the kernel, where that matters; where iptables cannot tell, what its file says counts. */
async function isLoaded(host: Reader, { state }: Input): Promise<boolean> {
  if (state !== "enabled" && state !== "disabled") return true;
  const { code, stderr } = await host.ask(["iptables", "-n", "-L", "ufw-user-input"]);
  return code === 0 || !/No chain|does a matching rule exist|Bad rule/i.test(stderr);
}

async function sshSessions(host: Reader, input: Input): Promise<SshSession[]> {
  if (!mayLockOut(input)) return [];
  const [connections, addresses] = await Promise.all([host.ask(["ss", "-Htnp", "state", "established"]), host.ask(["ip", "-o", "addr"])]);
  return parseSshSessions(connections.stdout, addresses.stdout);
}

function mayLockOut({ state, default: policy, rule, delete: gone, allow_lockout }: Input): boolean {
  return !allow_lockout && (state === "enabled" || policy === "deny" || policy === "reject" || rule === "deny" || rule === "reject" || (rule !== undefined && gone));
}

function desired(input: Input, before: Firewall = NEW_FIREWALL): Partial<Firewall> | Refusal {
  const emptied = input.state === "reset" ? EMPTIED : {};
  const base = { ...before, ...emptied };
  const rules = changedRules(base, input);
  if ("refused" in rules) return rules;
  const wanted = { ...emptied, ...policy(input), ...rules, ...given({ logging: wantedLogging(input, base), ...byState(input) }) };
  return lockoutOf(input, before, { ...before, ...wanted }) ?? (before === NEW_FIREWALL ? { ...before, ...wanted } : wanted);
}

/** ufw reset leaves policies and logging as they are. */
const EMPTIED = { enabled: false, rules: [], rules6: [] } as const;

function byState({ state }: Input): { enabled?: boolean | undefined; reloaded?: true | undefined; reset?: true | undefined } {
  switch (state) {
    case "enabled": return { enabled: true };
    case "disabled": return { enabled: false };
    case "reloaded": return { reloaded: true };
    case "reset": return { reset: true };
    default: return {};
  }
}

function lockoutOf({ allow_lockout }: Input, before: Firewall, after: Firewall): Refusal | undefined {
  const [first] = allow_lockout ? [] : lockedOut(before, after);
  return first && refuse(`this would keep out SSH on port ${first.port} from ${first.peer}, which is connected now`, `first allow it (ufw: rule: allow, port: ${first.port}, proto: tcp), or set allow_lockout: true`);
}

function wantedLogging({ logging }: Input, base: Firewall): string | undefined {
  if (logging !== "on") return logging;
  return base.logging === "off" ? "low" : base.logging;
}

function changedRules(base: Firewall, { request, delete: gone, insert }: Input): Partial<Firewall> | Refusal {
  if (request === undefined) return {};
  return gone ? withoutRule(base, request) : withRule(base, request, insert);
}

function policy(input: Input): Partial<Firewall> {
  return input.default === undefined ? {} : { [policyDirection(input)]: input.default };
}
