import { namedLookup } from "#engine/core/lookup-names.js";
import type { Compiler } from "./compile.js";
import { Fault } from "./fault.js";
import type { CallTree } from "./tree.js";

/** `lookup('fiel', ...)` is found before the run, as long as the name is written out. */
export function checkLookupName({ name, args }: CallTree, compiler: Compiler): void {
  const plugin = ["lookup", "query", "q"].includes(name) ? args.positional[0] : undefined;
  if (plugin?.kind !== "literal" || typeof plugin.value !== "string") return;
  const named = namedLookup(plugin.value);
  if (named.kind === "known") return;
  const message = named.kind === "refused" ? `The lookup "${plugin.value}" is not supported` : `There is no lookup "${plugin.value}"`;
  compiler.faults.push(new Fault("unknown-lookup", message, { hint: named.hint, span: plugin }));
}
