import { posix } from "node:path";
import { parseRequirement, type Requirement } from "./requirement.js";

/** One file of requirements, read: what it asks for, and which files it takes in. */
export interface RequirementsFile {
  readonly requirements: readonly Requirement[];
  /** Paths of `-r` lines. */
  readonly includes: readonly string[];
  /** Paths of `-c` lines. */
  readonly constraints: readonly string[];
  /** Lines that are neither a requirement nor an option that pip knows. */
  readonly strange: readonly string[];
}

/** Reads the format of `pip install -r`: comments, continued lines, options, hashes. `path`: relative paths are beside it. */
export function parseRequirementsFile(text: string, path: string): RequirementsFile {
  const lines = text.replace(/\\\r?\n/g, " ").split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, "").trim()).filter((line) => line !== "");
  const files = (option: RegExp): string[] => lines.flatMap((line) => (option.exec(line)?.[1] === undefined ? [] : [posix.resolve(posix.dirname(path), option.exec(line)?.[1] ?? "")]));
  const asked = lines.filter((line) => !line.startsWith("-") || /^(?:-e|--editable)[\s=]/.test(line)).map((line) => ({ line, requirement: requirementOf(line) }));
  return {
    requirements: asked.flatMap(({ requirement }) => requirement ?? []),
    includes: files(/^(?:-r|--requirement)[\s=]+(\S+)$/), constraints: files(/^(?:-c|--constraint)[\s=]+(\S+)$/),
    strange: asked.filter(({ requirement }) => requirement === undefined).map(({ line }) => line),
  };
}

/** Options of a line (--hash=..., --config-settings ...) are for pip alone. */
function requirementOf(line: string): Requirement | undefined {
  const editable = /^(?:-e|--editable)[\s=]+(.*)$/.exec(line)?.[1];
  const text = (editable ?? line).replace(/\s--(?:hash|config-settings?|global-option|install-option)[\s=].*$/, "").trim();
  const found = parseRequirement(editable !== undefined && !/[:/]/.test(text) ? `./${text}` : text);
  return found && { ...found, text: line, editable: editable !== undefined };
}
