import type { Node } from "#engine/core/node.js";
import { ok, type Result } from "#engine/core/result.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { conditionOf } from "#engine/language/condition.js";
import { evaluateCondition } from "#engine/language/evaluate.js";
import type { Scope } from "#engine/language/scope.js";

/**
 * Whether conditions can hold on none of the systems that hosts have, Debian and Ubuntu: `ansible_os_family == 'RedHat'`. What stands under them is
 * for others, as in most roles that are published: whether its modules and their parameters are there need not be known unless it is reached after all.
 */
export function isForOtherSystems(conditions: readonly Node[]): boolean {
  return conditions.some((node) => {
    const known = decided.get(node);
    if (known !== undefined) return known;
    const found = neverHolds(node);
    decided.set(node, found);
    return found;
  });
}

/** Derived data, as nodes never change. */
const decided = new WeakMap<Node, boolean>();

function neverHolds(node: Node): boolean {
  const parsed = conditionOf(node);
  if (!parsed.ok) return false;
  return parsed.value.some((expression) => /ansible_|os_family|distribution/.test(expression.source.text) && SYSTEMS.every((system) => {
    const value = evaluateCondition(expression, system);
    return value.ok && value.value === false;
  }));
}

const NOT_KNOWN = new Unknown("the host");

/** Facts whose values differ from host to host; one that is in neither list is an error, which decides nothing. */
const OPEN = [
  "distribution_version", "distribution_major_version", "distribution_release", "distribution_file_variety", "lsb", "architecture", "machine", "kernel", "service_mgr", "python", "python_version", "selinux",
  "virtualization_type", "virtualization_role", "hostname", "fqdn", "nodename", "env", "user_id", "processor_vcpus", "memtotal_mb", "default_ipv4", "is_chroot",
];

/** What every host of such a system has in common, as the module setup tells it. */
function factsOf(distribution: string): ValueMap {
  return { ...Object.fromEntries(OPEN.map((name): [string, Value] => [name, NOT_KNOWN])), os_family: "Debian", distribution, system: "Linux", pkg_mgr: "apt" };
}

const SYSTEMS = ["Debian", "Ubuntu"].map((distribution): Scope => {
  const facts = factsOf(distribution);
  return { get: (name): Result<Value, Diagnostic> => ok(name === "ansible_facts" ? facts : (name.startsWith("ansible_") ? facts[name.slice("ansible_".length)] : undefined) ?? NOT_KNOWN), names: () => [] };
});
