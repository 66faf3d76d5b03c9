import { defineQuery } from "#engine/module/define.js";
import { missing, type ActionResult, type Missing } from "#engine/module/contract.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { Unknown } from "#engine/core/value.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";

const params = {
  type: "object", additionalProperties: false,
  properties: {
    manager: { "type": "array", "items": { type: "string", enum: ["auto", "apt"] }, "x-list": true, "default": ["auto"], "description": "Only Debian's packages are known." },
    strategy: { type: "string", enum: ["first", "all"], default: "first", description: "Taken for Ansible's sake: there is one manager." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

const FORMAT = "${Package}\\t${Version}\\t${Architecture}\\t${Section}\\t${db:Status-Status}\\n";

/** Installed packages. */
export const packageFacts = defineQuery<Params>({
  name: "package_facts",
  summary: "Gather the installed packages as facts.",
  description: "Unlike Ansible there is no `origin`, for which apt's lists would have to be read. In a check run packages are there that earlier tasks would install, with the version unknown where nobody knows it yet.",
  params,
  examples: [{ title: "Whether a package is there", yaml: "package_facts:\n  manager: auto" }],
  returns: { ansible_facts: "packages: a list of name, version, arch, category and source, by name." },
  answer,
});

async function answer(host: Reader): Promise<ActionResult | Missing> {
  const { code, stdout } = await host.ask(["dpkg-query", "-W", "-f", FORMAT]);
  if (code === 127) return missing("dpkg-query is not installed", "packages are looked at by Debian's tools: this host has none");
  const rows = stdout.split("\n").map((line) => line.split("\t")).filter(([, , , , status]) => status === "installed");
  const packages = new Map<string, readonly Value[]>();
  for (const [name = "", version = "", arch = "", category = ""] of rows) packages.set(name, [...packages.get(name) ?? [], { name, version, arch, category, source: "apt" }]);
  const facts: ValueMap = { packages: Object.fromEntries(await foreseen(host, packages)) };
  return { changed: false, values: { ansible_facts: facts } };
}

/** With what would be installed, and without what would be removed. */
async function foreseen(host: Reader, packages: ReadonlyMap<string, readonly Value[]>): Promise<ReadonlyMap<string, readonly Value[]>> {
  if (!host.predicting) return packages;
  const kept = (await host.packages([...packages.keys()])).filter(({ installed }) => installed !== undefined).map(({ name }) => [name, packages.get(name) ?? []] as const);
  const to = (host.foretold?.().packages ?? []).map(({ name, installed = "" }): readonly [string, readonly Value[]] =>
    [name, [{ name, version: /^\d/.test(installed) ? installed : new Unknown(`the version of ${name}`), arch: new Unknown(`the architecture of ${name}`), category: new Unknown(`the section of ${name}`), source: "apt" }]]);
  return new Map([...kept, ...to]);
}
