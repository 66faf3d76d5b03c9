import type { DiffPart } from "#engine/core/change.js";
import type { Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { Place } from "#engine/core/place.js";
import type { Result } from "#engine/core/result.js";
import type { FileContent, Step } from "#engine/core/step.js";
import type { Unknown, Value, ValueMap } from "#engine/core/value.js";
import type { Effect } from "./effect.js";
import type { ObjectSchema } from "./param-schema.js";
import type { Reader } from "./reader.js";

/** Probing found that the host lacks what is needed even to look: in a check run an earlier predicted change may bring it. */
export interface Missing {
  readonly missing: string;
  readonly hint?: string;
}

/** A module says no to what the playbook wants. */
export interface Refusal {
  readonly refused: string;
  readonly hint?: string;
}

/** It cannot be looked at yet, so that the host lacks a program, a folder or a service. */
export function missing(what: string, hint?: string): Missing {
  return { missing: what, ...(hint !== undefined && { hint }) };
}

/** It is never going to work as it was asked for. */
export function refuse(message: string, hint?: string): Refusal {
  return { refused: message, ...(hint !== undefined && { hint }) };
}

/** What lies on the control machine: files of roles, and templates. Modules reach it only in `prepare`. */
export interface Control {
  /** A file for `src`: looked up as Ansible does (the role's files/, beside the playbook ...). */
  source(name: string, options?: SourceOptions): Promise<Result<SourceFile, Problem>>;
  /** The files below a source folder, relative to it; empty directories left out. */
  sourceTree(name: string, options?: SourceOptions): Promise<Result<readonly SourceFile[], Problem>>;
  /** A rendered template, by name (`templates/` of the role ...). Unknown where a value it shows is not known in a check run. */
  template(name: string, vars?: ValueMap, options?: TemplateOptions): Promise<Result<RenderedTemplate | Unknown, Problem>>;
  /** A path of the control machine, relative to the playbook's folder or with ~ at its beginning, made absolute. */
  localPath(name: string): string;
  /** What is at an absolute path of the control machine now, links followed. May be kept for `probe`, which has to look again after acting. */
  localFile(path: string): Promise<LocalFile>;
  /** The name of the host in the inventory: of the host whose task it is, even where another one does it. */
  readonly inventoryHostname: string;
}

/** What is at a path of the control machine. */
export type LocalFile =
  | { readonly kind: "absent" | "directory" | "other" }
  | { readonly kind: "file"; readonly size: number; readonly sha256: string };

/** How files of the control machine are read. */
export interface SourceOptions {
  /** false: a file that ansible-vault encrypted is taken as it is. */
  readonly decrypt?: boolean;
}

/** A file of the control machine, hashed. */
export interface SourceFile {
  readonly path: string;
  /** Relative to the folder that was asked for; the base name for a single file. */
  readonly relative: string;
  readonly size: number;
  readonly sha256: string;
  /** Four octal digits. */
  readonly mode: string;
  /** It is encrypted where it lies: `size`, `sha256` and `read` speak of what is in it, which is secret and cannot be sent from `path`. */
  readonly secret?: true;
  /** Reads it whole; use `content` of steps for large ones. */
  read(): Promise<Uint8Array>;
}

/** How a template is to be rendered. */
export interface TemplateOptions {
  /** Parameters that say how it is written, by Ansible's names (`trim_blocks`, `variable_start_string`, `newline_sequence` ...). */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the file will be, for the variable `template_destpath`. */
  readonly destination?: string;
}

/** What became of a template. */
export interface RenderedTemplate {
  readonly path: string;
  readonly content: FileContent;
  readonly bytes: Uint8Array;
  readonly secret: boolean;
}

/** An example that `tsplay doc` shows and the tests check against the schema. */
export interface Example {
  readonly title: string;
  /** YAML of one task, as a user would write it. */
  readonly yaml: string;
}

/** What every kind of module has. */
export interface Described {
  /** The key in a playbook; also the file's name. */
  readonly name: string;
  readonly summary: string;
  /** More to read: edge cases, what differs from Ansible. */
  readonly description?: string;
  readonly params: ObjectSchema;
  readonly examples: readonly Example[];
  /** What `register` gives, by key. */
  readonly returns?: Readonly<Record<string, string>>;
}

/** A difference between two states, as `steps` gets it. */
export interface Difference<S> {
  readonly before: S | undefined;
  readonly after: S | undefined;
  /** Keys that differ (those of `after` that are not equal in `before`); every key where one side is undefined. */
  readonly keys: readonly (keyof S & string)[];
}

/** A module with a state to look at. P: its parameters, I: what `prepare` made of them, S: its state (flat plain data). */
export interface StateModule<P, S extends object, I = P> extends Described {
  /** What the predicted state is kept under in a check run, such as `ufw:allow 22/tcp`; also its name in reports. */
  resource(input: I): string;
  /** Fetches what the module needs from the control machine, and checks what a schema cannot. */
  prepare?(params: P, control: Control): Promise<I | Refusal | Problem | Unknown>;
  /** Looks. undefined: absent. */
  probe(host: Reader, input: I): Promise<S | undefined | Missing | Refusal>;
  /** What should be; a key left out is left alone; undefined: should be absent. Pure. */
  desired(input: I, before: S | undefined): Partial<S> | undefined | Missing | Refusal;
  /** What to do about the difference, in order. Pure. */
  steps(difference: Difference<S>, input: I): readonly Step[];
  /** What to show; fields that differ when left out. Pure. */
  diff?(difference: Difference<S>, input: I): readonly DiffPart[];
  /** What the change does to things other modules look at. Pure. */
  effects?(difference: Difference<S>, input: I): readonly Effect[];
  /** More values for `register`. `state` is what is there after the task (predicted in a check run). Pure. */
  values?(state: S | undefined, input: I): ValueMap;
  /** Where nothing is left to do: why the task is skipped and not ok (`creates`); undefined: it is ok. Pure. */
  skipped?(state: S | undefined, input: I): string | undefined;
  /** Seconds that the second look may take until it is as wanted, for services that settle slowly; 0 when left out. */
  readonly settle?: number;
  /**
   * The probe asks only what the predicted picture knows as well (path, content, user, group, packages, unit), so that it always sees what other modules
   * would have changed meanwhile; no state of its own is kept for the resource in a check run.
   */
  readonly throughPicture?: boolean;
  /** Keys such as "restarted" that make one change each time: left out of the second look. */
  readonly oneShot?: readonly (keyof S & string)[];
}

/** How an action went, made from its outputs. Pure. */
export interface ActionResult {
  readonly changed: boolean;
  /** What is registered. `ansible_facts` among it are variables from then on. */
  readonly values: ValueMap;
  readonly problem?: Problem;
}

/** A module without a state to look at (command, shell ...): a check run says that it would run, and its result is unknown. */
export interface ActionModule<P, I = P> extends Described {
  resource(input: I): string;
  prepare?(params: P, control: Control): Promise<I | Refusal | Problem | Unknown>;
  /** Whether there is nothing to do (`creates`, `removes`): the reason, else undefined. */
  guard?(host: Reader, input: I): Promise<string | undefined>;
  /** Where there is nothing to do it is skipped (script), and not ok as a command is. */
  readonly skips?: boolean;
  /** What it registers when there is nothing to do, besides the reason (`cmd`). Pure. */
  unneeded?(input: I): ValueMap;
  /** Whether it only reads (`reads: true`, or a command known to be harmless), so that a check run may run it as well. Pure. */
  reads?(input: I): boolean;
  /** Whether it counts as a change when it succeeds; true when left out. Pure. */
  changes?(input: I): boolean;
  steps(input: I): readonly Step[];
  /** Outputs are those of the "run" steps, in order; the last one may have failed. */
  result(outputs: readonly Output[], input: I): ActionResult;
  /** What a predicted run does to things other modules look at, such as the path in `creates`. */
  effects?(input: I): readonly Effect[];
}

/** A module that only looks or computes (stat, wait_for, assert, debug, set_fact, setup): runs in a check run as well. */
export interface QueryModule<P, I = P> extends Described {
  prepare?(params: P, control: Control): Promise<I | Refusal | Problem | Unknown>;
  /** Answers; Unknown where a check run cannot know, Missing where the host lacks what it needs. */
  answer(host: Reader, input: I): Promise<ActionResult | Unknown | Missing | Refusal>;
  /** It asks no host, so that it works without a connection. */
  readonly controlOnly?: boolean;
  /** It only looks at a state that stays as it is until somebody changes it (stat), so that it may be asked before its turn. */
  readonly ahead?: boolean;
}

/** A bare expression parameter (`that`, `var`) after the engine evaluated it: the text, and what it came to. */
export interface Evaluated {
  readonly text: string;
  readonly value: Value;
  readonly place?: Place;
}
