import { defineQuery } from "#engine/module/define.js";
import type { ActionResult } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { factsOf } from "./lib/facts.js";
import { FACTS_SCRIPT } from "./lib/facts-script.js";

const params = {
  type: "object", additionalProperties: false,
  properties: {
    gather_subset: { type: "array", items: { type: "string" }, "x-list": true, default: ["all"], description: "Taken for Ansible's sake: all facts cost one round trip, so all are gathered." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Gathers facts about a host; what a play with gather_facts does first. Needs no more than sh, coreutils and ip(8). */
export const setup = defineQuery<Params>({
  name: "setup",
  summary: "Gather facts about the host.",
  description: "Facts are there as ansible_facts.NAME and as ansible_NAME, under Ansible's names: distribution and its version and release, kernel, architecture, hostname, fqdn, processors, memory, mounts, addresses, date_time, service_mgr, user, python_version, uptime_seconds.",
  params,
  examples: [{ title: "Facts again, after the network changed", yaml: "setup:\n  gather_subset: [network]" }],
  returns: { ansible_facts: "The facts, without the ansible_ prefix." },
  ahead: true,
  answer: gather,
});

async function gather(host: Reader): Promise<ActionResult> {
  const { stdout } = await host.ask({ script: FACTS_SCRIPT, args: [] });
  const facts = factsOf(stdout);
  return { changed: false, values: { ansible_facts: facts }, facts };
}
