import { didYouMean } from "#engine/core/suggest.js";
import { asWarning, problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { PlannedTask } from "./types.js";

/** What --tags and --skip-tags said; empty lists when they were not given. */
export interface TagChoice {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/** Words with a meaning of their own, besides the tags that playbooks make up. */
const SPECIAL = ["all", "always", "never", "tagged", "untagged"];

/** Whether a task is to run, as Ansible decides it (user guide, "Tags"). */
export function selects(choice: TagChoice, task: PlannedTask): boolean {
  const tags = task.keywords.tags.length === 0 ? ["untagged"] : task.keywords.tags;
  return wanted(choice.tags, tags) && !skipped(choice.skipTags, tags);
}

function wanted(asked: readonly string[], tags: readonly string[]): boolean {
  const never = tags.includes("never");
  const named = asked.some((tag) => tags.includes(tag));
  if (named) return true;
  if (tags.includes("always")) return true;
  if (never) return false;
  return asked.length === 0 || asked.includes("all") || (asked.includes("tagged") && !tags.includes("untagged"));
}

function skipped(skip: readonly string[], tags: readonly string[]): boolean {
  if (skip.some((tag) => tag !== "always" && tags.includes(tag))) return true;
  if (skip.includes("always") && tags.includes("always")) return true;
  return (skip.includes("all") && !tags.includes("always")) || (skip.includes("tagged") && !tags.includes("untagged"));
}

/** A tag that no task has is most likely mistyped: nothing would run, silently. To skip what is not there does no harm. */
export function unknownTags(choice: TagChoice, tasks: readonly PlannedTask[]): readonly Diagnostic[] {
  const known = [...new Set([...SPECIAL, ...tasks.flatMap((task) => task.keywords.tags)])];
  const unknown = (tag: string): Diagnostic => problemAt("unknown-tag", `no task has the tag "${tag}"`, { hint: didYouMean(tag, known) ?? `The tags are: ${known.filter((each) => !SPECIAL.includes(each)).join(", ")}` });
  return [
    ...choice.tags.filter((tag) => !known.includes(tag)).map(unknown),
    ...choice.skipTags.filter((tag) => !known.includes(tag)).map((tag) => asWarning(unknown(tag))),
  ];
}
