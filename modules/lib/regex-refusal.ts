import { refuse, type Refusal } from "#engine/module/contract.js";
import type { RegexProblem } from "#engine/regex/regex-problem.js";

/** Says which parameter holds the expression that does not work, or takes too long. */
export function regexRefusal(parameter: string, { message, hint }: RegexProblem): Refusal {
  return refuse(`${parameter}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, hint);
}
