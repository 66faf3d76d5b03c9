import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode, Node } from "#engine/core/node.js";
import type { Module } from "#engine/module/erased.js";

/** What a file is for. "other" is read by nobody here. */
export type FileKind = "playbook" | "tasks" | "handlers" | "vars" | "defaults" | "meta" | "argument-specs" | "inventory" | "ini-inventory" | "template" | "other";

/** A file of a project, read and parsed once. */
export interface LintFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly shown: string;
  readonly kind: FileKind;
  /** The folder of the role it belongs to. */
  readonly role: string | undefined;
  readonly text: string;
  /** Of YAML files that parse. */
  readonly node: Node | undefined;
  /** What is wrong with the file itself. */
  readonly problems: readonly Diagnostic[];
  /** All tasks in it, those of blocks too, in their order. */
  readonly tasks: readonly LintTask[];
  /** Encrypted, and no password opens it: nobody can tell what it defines. */
  readonly closed: boolean;
  /** Read because another file names it; nothing is told of it. */
  readonly context: boolean;
}

/** A task as it stands in a file. */
export interface LintTask {
  readonly map: MapNode;
  /** The key that names the module and its value; undefined where none can be told. */
  readonly action: MapEntry | undefined;
  /** The module's name without a collection: "apt", "include_tasks"; empty where there is none. */
  readonly name: string;
  /** undefined for includes and the like, and for names that are no module. */
  readonly module: Module | undefined;
  /** The parameters; undefined where they cannot be read. */
  readonly args: MapNode | undefined;
  /** What could not be read of them. */
  readonly argProblems: readonly Diagnostic[];
  readonly handler: boolean;
  /** The play and the blocks around it, outermost first. */
  readonly around: readonly MapNode[];
  /** The file as messages name it, and the role's folder. */
  readonly file: string;
  readonly role: string | undefined;
}
