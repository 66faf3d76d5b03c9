import { refuse, type Refusal } from "#engine/module/contract.js";
import { isNotWords, shellWords } from "./shell-words.js";

/** The parameter `validate`. */
export const validateParam = { type: "string", description: "A command that checks the new file before it is put in place, with %s for its path: \"visudo -cf %s\". No shell: pipes and variables are not done." } as const;

/** The words of a command that checks a file. */
export function validateWords(command: string | undefined): readonly string[] | undefined | Refusal {
  if (command === undefined) return undefined;
  const words = shellWords(command);
  if (isNotWords(words)) return refuse(`in validate a ${words.unclosed} is not closed: ${command}`);
  return words.some((word) => word.includes("%s")) ? words : refuse(`validate has no %s for the path of the new file: ${command}`, "write it as in `visudo -cf %s`");
}

/** Whether `validate` cannot be used. */
export function isBadValidate(words: readonly string[] | undefined | Refusal): words is Refusal {
  return words !== undefined && "refused" in words;
}
