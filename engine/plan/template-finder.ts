import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ParsedTemplates, type TemplateFile, type TemplateFinder } from "#engine/language/jinja-file.js";
import type { MustacheOptions } from "#engine/language/mustache-file.js";
import { shownPath } from "#engine/load/read-text.js";
import { readSource } from "./source-content.js";
import { sourceFolders, type SourcePlace } from "./source-paths.js";

export { shownPath } from "#engine/load/read-text.js";

/** Where a template stands, and for whom it is rendered. */
export interface TemplatePlace extends SourcePlace {
  /** The template that names others. */
  readonly path: string;
}

/**
 * Finds the templates that a template includes, imports or extends. As Ansible's template module does: in the role, the roles it was called from, the task's
 * folder, the playbook's and the template's own folder, in `templates/` of each before the folder itself; never beside the including file as such, and never by `..`.
 */
export class IncludedTemplates implements TemplateFinder {
  /** Whether one that was found was encrypted: what comes of it is secret. */
  sealed = false;
  readonly #folders: readonly string[];
  readonly #found = new Map<string, TemplateFile | undefined>();

  constructor(place: TemplatePlace) {
    this.#folders = [...new Set([...sourceFolders(place), dirname(place.path)])].flatMap((folder) => [join(folder, "templates"), folder]);
  }

  find(name: string): TemplateFile | undefined {
    if (!this.#found.has(name)) this.#found.set(name, this.#read(name));
    return this.#found.get(name);
  }

  searched(name: string): readonly string[] {
    return pathsOf(name, this.#folders).map(shownPath);
  }

  /** The same for mustache, whose partials are named without their ending. */
  partials(): MustacheOptions {
    return { partial: (name) => this.find(`${name}.mustache`), searched: (name) => this.searched(`${name}.mustache`) };
  }

  #read(name: string): TemplateFile | undefined {
    const path = pathsOf(name, this.#folders).find((each) => existsSync(each) && statSync(each).isFile());
    const read = path === undefined ? undefined : readSource(path);
    if (path === undefined || read?.ok !== true) return undefined;
    this.sealed ||= read.value.sealed;
    return { path: shownPath(path), text: read.value.bytes.toString("utf8") };
  }
}

/** An absolute name is one below each folder, as Jinja2's FileSystemLoader has it. */
function pathsOf(name: string, folders: readonly string[]): readonly string[] {
  const steps = name.split("/").filter((step) => step !== "" && step !== ".");
  return steps.length === 0 || steps.includes("..") ? [] : folders.map((folder) => join(folder, ...steps));
}

/** What the templates of a task, or those that a role's lookups name, were parsed into, for all hosts. Neither ever changes, so this is derived data. */
const parsedBy = new WeakMap<object, ParsedTemplates>();

/** The templates parsed so far for this task or role. */
export function parsedTemplatesOf(owner: object): ParsedTemplates {
  const known = parsedBy.get(owner) ?? new ParsedTemplates();
  parsedBy.set(owner, known);
  return known;
}

/** Variables that only a template file has (Ansible: the template module's notes). */
export const TEMPLATE_VARIABLES: readonly string[] = ["template_host", "template_uid", "template_path", "template_fullpath", "template_run_date", "template_destpath", "template_mtime", "ansible_managed"];

/** Whether a template is one for mustache; all others are Jinja2's, whatever they are called. */
export function isMustache(path: string): boolean {
  return path.endsWith(".mustache");
}
