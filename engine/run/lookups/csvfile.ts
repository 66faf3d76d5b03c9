import { ok } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { parseCsv } from "./csv-text.js";
import { readControlFile } from "./control-file.js";
import { defineByTerm, failed, option, type Found } from "./define-lookup.js";
import { withInline, wordsAndOptions } from "./inline-options.js";
import { anything, number, text } from "./readings.js";

const ENCODINGS = /^utf-?8$/i;

/** `csvfile`: one column of the first row whose first column is the term. Options may stand in the term: `key file=users.csv delimiter=,`. */
export const csvfile = defineByTerm({
  file: option(text, "ansible.csv"), col: option(number, 1), delimiter: option(text, "TAB"), default: option<Value>(anything, null), encoding: option(text, "utf-8"),
}, (term, { options, place }) => {
  const inline = wordsAndOptions(term, Object.keys(options));
  if (!inline.ok) return inline;
  const { key, settings } = inline.value;
  const meant = withInline(options, settings);
  if (!ENCODINGS.test(meant.encoding)) return failed(`it reads UTF-8, not ${meant.encoding}`);
  const read = readControlFile("files", meant.file, place);
  if (!read.ok) return read;
  if (read.value.text instanceof Secret) return failed(`${read.value.path} is encrypted, and csvfile does not look into secrets`);
  return cellOf(parseCsv(read.value.text, TABS.includes(meant.delimiter) ? "\t" : meant.delimiter), key, meant);
});

const TABS: readonly string[] = ["TAB", "\\t"];

function cellOf(rows: readonly (readonly string[])[], key: string, { col, default: otherwise }: { readonly col: number | string; readonly default: Value }): Found {
  const row = rows.find(([first]) => first === key);
  if (row === undefined) return ok(otherwise === null ? [] : [otherwise]);
  const cell = row[Number(col)];
  return cell === undefined ? failed(`the row of "${key}" has ${row.length} columns, there is no column ${col}`, "Columns are counted from 0") : ok([cell]);
}
