import { refuse, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import type { FoundEntry } from "./find-entry.js";
import { isBadPattern, pythonTextRegex } from "./python-regex.js";

/** Whether a file holds what is looked for. Only regular files can. */
export type ContentFilter = (host: Reader, entry: FoundEntry) => Promise<boolean>;

/** Compiles `contains`: a line that begins so, or with read_whole_file any part of the text. */
export function contentFilter({ contains, read_whole_file: whole, file_type: type }: { readonly contains?: string; readonly read_whole_file: boolean; readonly file_type: string }): ContentFilter | Refusal {
  if (contains === undefined || type !== "file") return () => Promise.resolve(true);
  const pattern = pythonTextRegex(whole ? contains : `^(?:${contains})`, { multiline: !whole });
  if (isBadPattern(pattern)) return refuse(`contains cannot be used: ${pattern.bad}`);
  return async (host, { path }) => {
    const bytes = await host.content(path);
    return bytes !== undefined && new TextDecoder().decode(bytes).search(pattern) !== -1;
  };
}
