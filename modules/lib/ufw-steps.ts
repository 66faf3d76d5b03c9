import type { Step } from "#engine/core/step.js";
import type { Difference } from "#engine/module/contract.js";
import { when } from "./given.js";
import { NEW_FIREWALL, policyDirection, type Firewall } from "./ufw-firewall.js";
import type { RuleParams, RuleRequest } from "./ufw-request.js";
import { ANYWHERE, isSameTarget, type UfwRule } from "./ufw-rule.js";

interface Wanted extends RuleParams {
  readonly state?: string;
  readonly default?: string;
  readonly logging?: string;
  readonly request: RuleRequest | undefined;
}

/** The calls of ufw(8): rules and policies before it is switched on, so that it never stands closed with a door missing. */
export function ufwSteps({ before, after = NEW_FIREWALL, keys }: Difference<Firewall>, input: Wanted): readonly Step[] {
  const wrong = new Set(keys);
  const { state, request } = input;
  const rule = before === undefined || wrong.has("rules") || wrong.has("rules6");
  return [
    ...when(state === "reset", ufw("--force", "reset")),
    ...when(state === "disabled" && wrong.has("enabled"), ufw("disable")),
    ...(request !== undefined && rule ? [ufw(...ruleWords(input, request, before))] : []),
    ...policies(wrong, { after, input }),
    ...when(input.logging !== undefined && wrong.has("logging"), ufw("logging", after.logging)),
    ...when(state === "enabled" && wrong.has("enabled"), ufw("--force", "enable")),
    ...when(state === "reloaded", ufw("reload")),
  ];
}

function policies(wrong: ReadonlySet<keyof Firewall>, { after, input }: { after: Firewall; input: Wanted }): Step[] {
  if (input.default === undefined) return [];
  const directions = ["incoming", "outgoing", "routed"] as const;
  return directions.filter((direction) => wrong.has(direction) && after[direction] === input.default && direction === policyDirection(input)).map((direction) => ufw("default", after[direction], direction));
}

/** The long form of a rule, which can say everything. A comment that nobody asked about is repeated: ufw would drop it. */
function ruleWords(input: Wanted, request: RuleRequest, before: Firewall | undefined): string[] {
  const rule = request.rules[4] ?? request.rules[6];
  if (rule === undefined) return [];
  const comment = request.keepComment ? existingComment(rule, before) : rule.comment;
  return [
    ...(rule.route ? ["route"] : []), ...(input.delete ? ["delete"] : []), ...insertWords(input, before), rule.action,
    ...interfaceWords(rule), ...(rule.log === "" ? [] : [rule.log]),
    "from", any(rule.src), ...portWords(rule.sapp, rule.sport), "to", any(rule.dst), ...portWords(rule.dapp, rule.dport),
    ...(rule.proto === "any" ? [] : ["proto", rule.proto]), ...(comment === "" || input.delete ? [] : ["comment", comment]),
  ];
}

/** ufw refuses the number of a rule that is not there, even the very next one. */
function insertWords({ insert }: Wanted, before: Firewall | undefined): string[] {
  const count = (before?.rules.length ?? 0) + (before?.rules6.length ?? 0);
  return insert === undefined || insert > count ? [] : ["insert", String(insert)];
}

function existingComment(rule: UfwRule, before: Firewall | undefined): string {
  return [...before?.rules ?? [], ...before?.rules6 ?? []].find((each) => isSameTarget(each, rule))?.comment ?? "";
}

function interfaceWords({ route, direction, interfaceIn, interfaceOut }: UfwRule): string[] {
  if (interfaceIn === "" && interfaceOut === "") return route || direction === "in" ? [] : [direction];
  return [...(interfaceIn === "" ? [] : ["in", "on", interfaceIn]), ...(interfaceOut === "" ? [] : ["out", "on", interfaceOut])];
}

function any(address: string): string {
  return Object.values(ANYWHERE).includes(address) ? "any" : address;
}

function portWords(profile: string, port: string): string[] {
  if (profile !== "") return ["app", profile];
  return port === "any" ? [] : ["port", port];
}

function ufw(...words: readonly string[]): Step {
  return { kind: "run", command: { argv: ["ufw", ...words] } };
}
