/** What both engines tell of a run, in words of neither. */
export interface EngineRun {
  readonly end: End;
  /** Whether hosts wait for each other after each task (known of Ansible's runs). */
  readonly linear: boolean;
  readonly rows: readonly Row[];
  readonly recap: Readonly<Record<string, Recap>>;
  /** What was printed: shown where the engines differ. */
  readonly output: string;
  readonly files: ReadonlyMap<string, string>;
}

/** How a run ended. `refused`: the input was not taken. */
export type End = "success" | "failed" | "unreachable" | "refused" | "timeout" | "crashed";

/** A task that is through on one host. */
export interface Row {
  readonly play: string;
  readonly role: string | undefined;
  readonly task: string;
  /** Rows of the same task of the same play in a row have the same. */
  readonly taskId: string;
  readonly module: string;
  readonly host: string;
  readonly outcome: RowOutcome;
  readonly items: readonly Item[];
  /** It has a loop, if only over nothing: then results are those of the items. */
  readonly looped: boolean;
  /** It was played in check mode. Known of Ansible's rows only. */
  readonly check: boolean;
  /** What `register` would give; undefined where no_log hides it. */
  readonly values: Json | undefined;
}

/** How it went; `unknown` is said only by tsplay, in check runs. */
export type RowOutcome = "ok" | "changed" | "skipped" | "failed" | "ignored" | "unreachable" | "unknown";

/** One item of a loop. */
export interface Item {
  readonly outcome: RowOutcome;
  readonly values: Json | undefined;
}

/** The numbers of one host. */
export type Recap = Readonly<Record<"ok" | "changed" | "skipped" | "failed" | "rescued" | "ignored", number>> & { readonly unreachable: boolean };

/** What JSON can write down. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
