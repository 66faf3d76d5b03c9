import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import type { Requirement } from "./requirement.js";
import { parseRequirementsFile } from "./requirements-file.js";

/** Reads a file of requirements on the host, and the files it takes in; what constraints say is added to the requirements they are about. */
export async function readRequirements(host: Reader, path: string): Promise<readonly Requirement[] | Missing | Refusal> {
  const requirements: Requirement[] = [];
  const constraints: Requirement[] = [];
  const queue = [{ path, into: requirements }];
  const seen = new Set<string>();
  for (const { path: file, into } of queue) {
    if (seen.has(file)) continue;
    seen.add(file);
    const bytes = await host.content(file);
    if (bytes === undefined) return missing(`there is no file ${file}`, "requirements is a path on the host: copy or check out the file first");
    const read = parseRequirementsFile(new TextDecoder().decode(bytes), file);
    const [strange] = read.strange;
    if (strange !== undefined) return refuse(`${file} has a line that is no requirement: ${strange}`);
    into.push(...read.requirements);
    queue.push(...read.includes.map((each) => ({ path: each, into })), ...read.constraints.map((each) => ({ path: each, into: constraints })));
  }
  return requirements.map((each) => ({ ...each, specifiers: [...each.specifiers, ...constraints.filter(({ name }) => name !== undefined && name === each.name).flatMap(({ specifiers }) => specifiers)] }));
}
