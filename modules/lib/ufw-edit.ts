import { refuse, type Refusal } from "#engine/module/contract.js";
import type { Firewall } from "./ufw-firewall.js";
import type { RuleRequest } from "./ufw-request.js";
import { ANYWHERE, isSameTarget, type UfwRule } from "./ufw-rule.js";

type Rules = Pick<Firewall, "rules" | "rules6">;

/** The rules as they should be: ufw replaces a rule for the same packets in its place, and adds a new one at the end or where `insert` says. */
export function withRule(firewall: Firewall, request: RuleRequest, insert: number | undefined): Rules | Refusal {
  const { rules, rules6 } = firewall;
  const at = insert === undefined ? undefined : positions(firewall, insert);
  if (insert !== undefined && at === undefined) return refuse(`insert: ${insert}, but there are only ${rules.length + rules6.length} rules`, "a rule can be inserted before one that is there; leave insert out to add it at the end");
  return { rules: edited(rules, request, { family: 4, at: at?.[4] }), rules6: firewall.ipv6 ? edited(rules6, request, { family: 6, at: at?.[6] }) : rules6 };
}

/** The rules without those that are as asked for, action included. */
export function withoutRule({ rules, rules6 }: Firewall, request: RuleRequest): Rules {
  const without = (list: readonly UfwRule[], unwanted: UfwRule | undefined): readonly UfwRule[] =>
    unwanted === undefined ? list : list.filter((rule) => !(isSameTarget(rule, unwanted) && rule.action === unwanted.action && rule.log === unwanted.log));
  return { rules: without(rules, request.rules[4]), rules6: without(rules6, request.rules[6]) };
}

interface Spot {
  readonly family: 4 | 6;
  /** Index to insert at; undefined: at the end. */
  readonly at: number | undefined;
}

function edited(list: readonly UfwRule[], { rules, keepComment }: RuleRequest, { family, at }: Spot): readonly UfwRule[] {
  const wanted = rules[family];
  if (wanted === undefined) return list;
  if (!list.some((rule) => isSameTarget(rule, wanted))) return [...list.slice(0, at), wanted, ...(at === undefined ? [] : list.slice(at))];
  return list.map((rule) => (isSameTarget(rule, wanted) ? { ...rule, action: wanted.action, log: wanted.log, comment: keepComment ? rule.comment : wanted.comment } : rule));
}

/**
 * Where ufw inserts: its numbers count the IPv4 rules, then the IPv6 ones; in the other family it looks for the like of the rule that stands there.
 * One past the end is taken for the end, which ufw itself refuses.
 */
function positions({ rules, rules6 }: Firewall, insert: number): Record<4 | 6, number | undefined> | undefined {
  const total = rules.length + rules6.length;
  if (insert > total + 1) return undefined;
  if (insert === total + 1) return { 4: undefined, 6: undefined };
  if (insert <= rules.length) return { 4: insert - 1, 6: likeOf(rules[insert - 1], rules6) };
  const index = insert - rules.length - 1;
  return { 4: likeOf(rules6[index], rules), 6: index };
}

function likeOf(rule: UfwRule | undefined, others: readonly UfwRule[]): number | undefined {
  const index = others.findIndex((other) => rule !== undefined && isSameTarget(anyFamily(other), anyFamily(rule)));
  return index < 0 ? undefined : index;
}

function anyFamily(rule: UfwRule): UfwRule {
  const any = (address: string): string => (Object.values(ANYWHERE).includes(address) ? "any" : address);
  return { ...rule, src: any(rule.src), dst: any(rule.dst) };
}
