import type { Finding, Severity } from "#engine/core/finding.js";
import type { Place } from "#engine/core/place.js";
import type { LintFile, LintTask } from "./lint-file.js";
import type { Project } from "./project.js";

/** A change of one place of a file that mends a finding without changing what the file means. */
export interface Edit {
  /** What is replaced: `length` characters from the place on, all on its line. */
  readonly place: Place;
  readonly text: string;
}

/** A finding, and how to mend it where that is safe. */
export interface LintFinding extends Finding {
  readonly fix?: Edit;
}

/** What a rule says of one place; the rule's name and severity are added to it. */
export interface Remark {
  readonly message: string;
  readonly place: Place | undefined;
  readonly hint?: string | undefined;
  /** Where this one matters more or less than the rule's others. */
  readonly severity?: Severity;
  readonly fix?: Edit | undefined;
}

/** One thing that lint looks for. It has one of the three: a look at every task, at every file, or at all files together. */
export interface Rule {
  /** Words with hyphens; part of the interface, since comments and settings name it. */
  readonly id: string;
  readonly severity: Severity;
  /** What it finds and why that matters, one sentence. */
  readonly summary: string;
  /** The plan of a run finds the same, and knows more of it: before a run the rule is not asked. */
  readonly planned?: true;
  /** What the inventory or the command line says may prove it wrong: before a run it is a warning at most. */
  readonly depends?: true;
  task?(task: LintTask, project: Project): readonly Remark[];
  file?(file: LintFile, project: Project): readonly Remark[];
  project?(project: Project): readonly Remark[];
}
