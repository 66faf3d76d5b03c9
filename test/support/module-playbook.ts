import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A playbook that proves one module, with what its first comment lines say of it. */
export interface ModulePlaybook {
  readonly file: string;
  readonly module: string;
  /** It has a play tagged `prepare`, which is run for real first. */
  readonly prepares: boolean;
  /** `# unknown: N`: on each host so many tasks and items cannot be foreseen. */
  readonly unknown: number;
  /** `# again: changed N`: on each host so many tasks and items change on every run. */
  readonly again: number;
  /** `# alive: path path`: where a service of the host itself writes whenever it likes; without leading slashes. */
  readonly alive: readonly string[];
  /** `# look: command`: what a shell on the host is asked before and after a check run; the answers must be equal. */
  readonly look: string | undefined;
  /** `# finally: command`: what a shell on the host is told at the end. */
  readonly finally: string | undefined;
}

/** The playbooks of a folder, by module: the file's name is the module's. */
export function modulePlaybooks(folder: string): ReadonlyMap<string, ModulePlaybook> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yml")).sort();
  return new Map(files.map((name) => [basename(name, ".yml"), readModulePlaybook(join(folder, name))]));
}

function readModulePlaybook(file: string): ModulePlaybook {
  const text = readFileSync(file, "utf8");
  const header = text.split("\n").filter((line, index, lines) => lines.slice(0, index + 1).every((each) => each.startsWith("#")) && line !== "");
  const said = (key: string): string | undefined => header.find((line) => line.startsWith(`# ${key}: `))?.slice(key.length + 4);
  return {
    file, module: basename(file, ".yml"), prepares: /^ {2}tags: \[?prepare\b/m.test(text),
    unknown: Number(said("unknown") ?? 0), again: Number(said("again")?.replace("changed ", "") ?? 0),
    alive: said("alive")?.split(" ") ?? [], look: said("look"), finally: said("finally"),
  };
}
