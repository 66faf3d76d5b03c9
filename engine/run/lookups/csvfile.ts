import { ok } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { parseCsv } from "./csv-text.js";
import { readControlFile } from "./control-file.js";
import { defineByTerm, failed, option } from "./define-lookup.js";
import { wordsAndOptions } from "./inline-options.js";
import { anything, number, text } from "./readings.js";

const ENCODINGS = /^utf-?8$/i;

/** `csvfile`: one column of the first row whose first column is the term. Options may stand in the term: `key file=users.csv delimiter=,`. */
export const csvfile = defineByTerm({
  file: option(text, "ansible.csv"), col: option(number, 1), delimiter: option(text, "TAB"), default: option<Value>(anything, null), encoding: option(text, "utf-8"),
}, (term, { options, place }) => {
  const inline = wordsAndOptions(term, Object.keys(options));
  if (!inline.ok) return inline;
  const { key, settings } = inline.value;
  const encoding = settings.get("encoding") ?? options.encoding;
  if (!ENCODINGS.test(encoding)) return failed(`it reads UTF-8, not ${encoding}`);
  const read = readControlFile("files", settings.get("file") ?? options.file, place);
  if (!read.ok) return read;
  if (read.value.text instanceof Secret) return failed(`${read.value.path} is encrypted, and csvfile does not look into secrets`);
  const delimiter = settings.get("delimiter") ?? options.delimiter;
  const row = parseCsv(read.value.text, delimiter === "TAB" || delimiter === "\\t" ? "\t" : delimiter).find(([first]) => first === key);
  const fallback = settings.get("default") ?? options.default;
  if (row === undefined) return ok(fallback === null ? [] : [fallback]);
  const column = Number(settings.get("col") ?? options.col);
  const cell = row[column];
  return cell === undefined ? failed(`the row of "${key}" has ${row.length} columns, there is no column ${column}`, "Columns are counted from 0") : ok([cell]);
});
