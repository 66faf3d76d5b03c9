import type { Step } from "#engine/core/step.js";
import type { Difference } from "#engine/module/contract.js";
import type { Firewall } from "./ufw-firewall.js";
import type { RuleParams, RuleRequest } from "./ufw-request.js";
import { ANYWHERE, isSameTarget, type UfwRule } from "./ufw-rule.js";

interface Wanted extends RuleParams {
  readonly state?: string;
  readonly default?: string;
  readonly request: RuleRequest | undefined;
}

/** The calls of ufw(8): rules and policies before it is switched on, so that it never stands closed with a door missing. */
export function ufwSteps({ before, after, keys }: Difference<Firewall>, input: Wanted): readonly Step[] {
  const wrong = new Set(keys);
  const rule = before === undefined ? input.request !== undefined : wrong.has("rules") || wrong.has("rules6");
  return [
    ...(wrong.has("reset") && after?.reset === true ? [ufw("--force", "reset")] : []),
    ...(wrong.has("enabled") && after?.enabled === false && input.state === "disabled" ? [ufw("disable")] : []),
    ...(input.request !== undefined && rule ? [ufw(...ruleWords(input, input.request, before))] : []),
    ...policies(wrong, { after, input }),
    ...(wrong.has("logging") && input.state !== "reset" && after !== undefined && before !== undefined ? [ufw("logging", after.logging)] : []),
    ...(wrong.has("enabled") && after?.enabled === true ? [ufw("--force", "enable")] : []),
    ...(wrong.has("reloaded") && after?.reloaded === true ? [ufw("reload")] : []),
  ];
}

function policies(wrong: ReadonlySet<keyof Firewall>, { after, input }: { after: Firewall | undefined; input: Wanted }): Step[] {
  const directions = ["incoming", "outgoing", "routed"] as const;
  if (input.default === undefined || after === undefined) return [];
  return directions.filter((direction) => wrong.has(direction) && after[direction] === input.default).map((direction) => ufw("default", after[direction], direction));
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
