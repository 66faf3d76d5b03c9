import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { PlayRun } from "./context.js";
import { plainScopeOf } from "./task-scope.js";

const made = new WeakMap<Inventory, WeakMap<PlayRun, ValueMap>>();

/** A variable of every host may speak of it; as a value of each host it would have no end. */
const ITSELF = "hostvars";

/** `hostvars`: the variables of every host as they are when they are read. A value that cannot be made is as good as not there. */
export function hostVariables(run: PlayRun): ValueMap {
  const { inventory } = run.context;
  const ofInventory = made.get(inventory) ?? new WeakMap<PlayRun, ValueMap>();
  made.set(inventory, ofInventory);
  const known = ofInventory.get(run);
  if (known !== undefined) return known;
  const map = allHosts(run);
  ofInventory.set(run, map);
  return map;
}

function allHosts(run: PlayRun): ValueMap {
  const { inventory } = run.context;
  return lazily(inventory.hosts, (name) => {
    const scope = plainScopeOf(run, run.context.host(name));
    return lazily(scope.names().filter((variable) => variable !== ITSELF), (variable) => {
      const value = scope.get(variable);
      return value === undefined ? undefined : orClosed(value);
    });
  });
}

/** A value as a dictionary of variables holds it: one that is encrypted and cannot be opened says so to whoever reads it, all others that cannot be made are not there. */
export function orClosed(value: Result<Value, Diagnostic>): Value | undefined {
  if (value.ok) return value.value;
  return value.error.code.startsWith("vault-") ? Secret.closed(value.error) : undefined;
}

/** A dictionary whose values are computed each time they are read: registered results and facts come in as the run goes on. */
function lazily(names: readonly string[], make: (name: string) => Value | undefined): ValueMap {
  const map: Record<string, Value> = {};
  for (const name of names) Object.defineProperty(map, name, { enumerable: true, configurable: true, get: () => make(name) });
  return map;
}
