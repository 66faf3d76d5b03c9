import type { Value, ValueMap } from "#engine/core/value.js";
import type { PlayRun } from "./context.js";
import { plainScopeOf } from "./task-scope.js";

/** `hostvars`: the variables of every host, each made only when it is read. A value that cannot be made is as good as not there. */
export function hostVariables(run: PlayRun): ValueMap {
  const { inventory } = run.context.plan;
  return lazily(inventory.hosts, (name) => {
    const scope = plainScopeOf(run, run.context.host(name));
    return lazily(scope.names(), (variable) => {
      const value = scope.get(variable);
      return value?.ok === true ? value.value : undefined;
    });
  });
}

/** A dictionary whose values are computed when they are read, and kept. */
function lazily(names: readonly string[], make: (name: string) => Value | undefined): ValueMap {
  const map: Record<string, Value> = {};
  for (const name of names) {
    Object.defineProperty(map, name, {
      enumerable: true, configurable: true,
      get() {
        const value = make(name);
        Object.defineProperty(map, name, { enumerable: true, configurable: true, value });
        return value;
      },
    });
  }
  return map;
}
