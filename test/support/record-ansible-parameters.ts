import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";

/**
 * Writes test/modules/ansible-parameters.json: for each of our modules that Ansible has as well, the parameters that ansible-doc names, with their aliases.
 * Run it with `node --conditions=source --import tsx test/support/record-ansible-parameters.ts` where ansible-core and the community's collections are installed.
 */
const FILE = "test/modules/ansible-parameters.json";

interface Documented {
  readonly doc: { readonly options?: Readonly<Record<string, { readonly aliases?: readonly string[] }>> };
}

/** Ansible's full names by ours: the first spelling with a collection. */
function fullNames(): ReadonlyMap<string, string> {
  const full = [...aliases].filter(([spelling]) => /^(?:ansible\.(?:builtin|posix)|community\.\w+)\./.test(spelling) && !/\.(?:systemd_service|gather_facts)$/.test(spelling));
  return new Map(full.map(([spelling, key]) => [key, spelling]));
}

const names = fullNames();
const known = [...modules.keys()].filter((key) => names.has(key)).sort();
const { stdout, status } = spawnSync("ansible-doc", ["-j", ...known.map((key) => names.get(key) ?? key)], { encoding: "utf8", maxBuffer: 2 ** 26 });
if (status !== 0) throw new Error("ansible-doc failed");
const docs = JSON.parse(stdout) as Readonly<Record<string, Documented>>;
const told = known.map((key): [string, unknown] => {
  const spelling = names.get(key) ?? key;
  const doc = docs[spelling] ?? docs[spelling.replace("ansible.builtin.", "")];
  const options = Object.entries(doc?.doc.options ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return [key, Object.fromEntries(options.map(([name, option]) => [name, [...option.aliases ?? []].sort()]))];
});
writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(told), null, 2).replace(/\[\s+([^\]]*?)\s+\]/g, (_all, inside: string) => `[${inside.replace(/\s+/g, " ")}]`)}\n`);
