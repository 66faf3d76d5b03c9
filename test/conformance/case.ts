import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The folder of all playbooks: `<area>/<name>.yml`, and beside each what belongs to it alone. */
export const PLAYBOOKS = join(import.meta.dirname, "playbooks");

/** One playbook that both engines play. */
export interface Case {
  /** `<area>/<name>`. */
  readonly id: string;
  readonly file: string;
  /** `<name>/`: its content (an `inventory`, roles, files, group_vars ...) is put beside the playbook. */
  readonly companion: string | undefined;
  /** `<name>.args`: the words of the command line, a line for each time that it is played; "(nothing)" is a line without words. */
  readonly runs: readonly (readonly string[])[];
  /** Whether the order of tasks is compared host by host only: the playbook begins with "# host by host". */
  readonly hostByHost: boolean;
  /** `<name>.refuses`: both are to refuse it, before or while it runs, and tsplay with these words. */
  readonly refuses: string | undefined;
  /** `<name>.differs.md`: why tsplay does not do what Ansible does. */
  readonly differs: string | undefined;
}

/** All cases, or those whose id begins with or contains one of the words. */
export function findCases(wanted: readonly string[], folder = PLAYBOOKS): readonly Case[] {
  return readdirSync(folder).sort().flatMap((area) => casesOf(folder, area)).filter(({ id }) => wanted.length === 0 || wanted.some((word) => id.includes(word)));
}

function casesOf(folder: string, area: string): Case[] {
  return readdirSync(join(folder, area)).filter((name) => name.endsWith(".yml")).sort().map((name) => caseOf(folder, `${area}/${basename(name, ".yml")}`));
}

function caseOf(folder: string, id: string): Case {
  const stem = join(folder, id);
  const beside = (ending: string): string | undefined => existsSync(stem + ending) ? readFileSync(stem + ending, "utf8").trim() : undefined;
  const lines = beside(".args")?.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return {
    id, file: `${stem}.yml`, hostByHost: readFileSync(`${stem}.yml`, "utf8").startsWith("# host by host"), companion: existsSync(stem) ? stem : undefined,
    runs: lines?.map(wordsOf) ?? [[]], refuses: beside(".refuses"), differs: beside(".differs.md"),
  };
}

/** Words apart by blanks; single quotes keep blanks together. */
function wordsOf(line: string): string[] {
  if (line === "(nothing)") return [];
  return [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ""));
}
