import type { Plain } from "./value.js";
import type { Step } from "./step.js";

/** A flat or nested piece of plain data that describes a resource; undefined is "does not exist". */
export type State = Readonly<Record<string, Plain | undefined>>;

/** How sure a prediction is. */
export type Certainty =
  /** Looked, and nothing undecided came before it. */
  | { readonly level: "certain" }
  /** Rests on changes that earlier tasks would make first; they are named. */
  | { readonly level: "assumed"; readonly after: readonly string[] };

/** What differs between the host and the playbook, and how to mend it. */
export interface Change {
  /** What it is about, such as "file:/etc/motd" or "ufw:allow 22/tcp". */
  readonly resource: string;
  readonly before: State | undefined;
  readonly after: State | undefined;
  /** The keys that differ; all of them where `before` or `after` is undefined. */
  readonly keys: readonly string[];
  readonly steps: readonly Step[];
  readonly diff: readonly DiffPart[];
}

/** Something to show a person as a difference. */
export type DiffPart =
  /** Text, shown as a unified diff. */
  | { readonly kind: "text"; readonly title: string; readonly before: string; readonly after: string }
  /** Fields, shown as `key: before -> after`. */
  | { readonly kind: "fields"; readonly title: string; readonly before: State | undefined; readonly after: State | undefined; readonly keys: readonly string[] }
  /** What cannot be shown as text: a binary or very large file, a secret. */
  | { readonly kind: "note"; readonly title: string; readonly note: string };
