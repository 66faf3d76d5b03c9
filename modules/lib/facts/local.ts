import type { Value, ValueMap } from "#engine/core/value.js";
import { iniValues } from "./ini.js";
import type { LocalFact, Seen } from "./seen.js";

/** Facts that the host's people keep in facts.d: JSON, else INI. What went wrong with one stands in its place, as Ansible has it. */
export function localFacts({ local }: Seen, folder: string): ValueMap {
  return { local: Object.fromEntries(local.map((fact) => [fact.name.replace(".fact", ""), valueOf(fact, `${folder}/${fact.name}`)])) };
}

function valueOf({ output, code, stderr }: LocalFact, path: string): Value {
  if (code !== 0) return `Failure executing fact script (${path}), rc: ${code}, err: ${stderr}`;
  try {
    return JSON.parse(output) as Value;
  } catch {
    return iniValues(output) ?? `error loading facts as JSON or ini - please check content: ${path}`;
  }
}
