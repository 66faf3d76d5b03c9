import { ok } from "#engine/core/result.js";
import { changed, readControlFile } from "./control-file.js";
import { defineByTerm, option } from "./define-lookup.js";
import { switched } from "./readings.js";

/** `file`: the content of files of the control machine, as text. A file that was encrypted with the vault stays secret. */
export const file = defineByTerm({ rstrip: option(switched, true), lstrip: option(switched, false) }, (term, { options, place }) => {
  const read = readControlFile("files", term, place);
  if (!read.ok) return read;
  return ok([changed(read.value.text, (text) => stripped(text, options))]);
});

function stripped(text: string, { rstrip, lstrip }: { readonly rstrip: boolean; readonly lstrip: boolean }): string {
  const end = rstrip ? text.trimEnd() : text;
  return lstrip ? end.trimStart() : end;
}

/** `unvault`: the content of files, opened with the vault's passwords, to the byte. */
export const unvault = defineByTerm({}, (term, { place }) => {
  const read = readControlFile("files", term, place);
  return read.ok ? ok([read.value.text]) : read;
});
