import type { Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import type { FoundEntry } from "./find-entry.js";
import { regexRefusal } from "./regex-refusal.js";

/** Whether a file holds what is looked for. Only regular files can. */
export type ContentFilter = (host: Reader, entry: FoundEntry) => Promise<boolean | Refusal>;

/** Compiles `contains`: a line that begins so, or with read_whole_file any part of the text. */
export function contentFilter({ contains, read_whole_file: whole, file_type: type }: { readonly contains?: string; readonly read_whole_file: boolean; readonly file_type: string }): ContentFilter | Refusal {
  if (contains === undefined || type !== "file") return () => Promise.resolve(true);
  const pattern = pythonRegex(whole ? contains : `^(?:${contains})`, { multiline: !whole });
  if (pattern instanceof RegexProblem) return regexRefusal("contains", pattern);
  return async (host, { path }) => {
    const bytes = await host.content(path);
    const found = bytes !== undefined && pattern.test(new TextDecoder().decode(bytes));
    return found instanceof RegexProblem ? regexRefusal("contains", found) : found;
  };
}
