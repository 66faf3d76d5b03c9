import { defineQuery } from "#engine/module/define.js";
import { missing, refuse, type ActionResult, type Missing, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { gatheredFacts } from "./lib/facts/gather.js";
import { FACTS_SCRIPT } from "./lib/facts/script.js";
import { wantedCollectors } from "./lib/facts/subsets.js";
import { fitsShellPattern } from "./lib/shell-pattern.js";

const params = {
  type: "object", additionalProperties: false,
  properties: {
    gather_subset: { "type": "array", "items": { "type": "string" }, "x-list": true, "default": ["all"], "description": "What to gather: all, min, hardware, network, virtual, local ..., or the name of a fact; \"!\" leaves out." },
    gather_timeout: { type: "integer", minimum: 1, default: 10, description: "Seconds that a file system may take to say how large it is." },
    filter: { "type": "array", "items": { "type": "string" }, "x-list": true, "default": [], "description": "Shell patterns: only facts whose names fit one are returned, with or without ansible_." },
    fact_path: { type: "string", default: "/etc/ansible/facts.d", description: "A folder of local facts: *.fact, JSON, INI, or executables that print either." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Gathers facts about a host; what a play with gather_facts does first. Needs no more than sh, coreutils, grep, find and ip(8). */
export const setup = defineQuery<Params>({
  name: "setup",
  summary: "Gather facts about the host.",
  description: [
    "Facts are there as ansible_facts.NAME and as ansible_NAME, under the names and in the types of Ansible. They cost one round trip.",
    "Unlike Ansible, lsb is there without lsb_release installed, and python is left out where the host has none. There are no facts of facter, ohai and ethtool. Local facts that are executable run in a check run as well.",
  ].join("\n"),
  params,
  examples: [
    { title: "Facts again, after the network changed", yaml: "setup:\n  gather_subset: [network]" },
    { title: "Only a few", yaml: "setup:\n  gather_subset: [\"!all\", hardware]\n  filter: \"ansible_mem*\"" },
  ],
  returns: { ansible_facts: "The facts, with the ansible_ prefix." },
  ahead: true,
  answer: gather,
});

async function gather(host: Reader, { gather_subset, gather_timeout, filter, fact_path }: Params): Promise<ActionResult | Missing | Refusal> {
  const collectors = wantedCollectors(gather_subset);
  if ("bad" in collectors) return refuse(collectors.bad);
  const { code, stdout, stderr } = await host.ask({ script: FACTS_SCRIPT, args: [[...collectors].join(" "), fact_path, String(gather_timeout)] });
  if (stdout === "") return missing(`facts cannot be gathered: ${stderr.trim() || `exit code ${code}`}`);
  const gathered = Object.entries(gatheredFacts(stdout, collectors, fact_path));
  const asked = Object.fromEntries(gathered.filter(([name]) => filter.length === 0 || filter.some((pattern) => fits(pattern, name))));
  const facts = { ...asked, ...(filter.length === 0 && { gather_subset, module_setup: true }) };
  return { changed: false, values: { ansible_facts: facts } };
}

/** A pattern that does not begin with ansible_ is tried with it as well. */
function fits(pattern: string, name: string): boolean {
  return pattern === "" || fitsShellPattern(pattern, name) || fitsShellPattern(`ansible_${pattern}`, name);
}
