import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { readControlFile } from "./control-file.js";
import { defineByTerm, failed, option, type Found } from "./define-lookup.js";
import { interpolated, parseIni, type IniSection } from "./ini-text.js";
import { withInline, wordsAndOptions } from "./inline-options.js";
import type { LookupPlace } from "./place.js";
import { anything, switched, text } from "./readings.js";

/** `ini`: values of an INI or Java properties file by their keys, or with re=true all whose keys match. Options may stand in the term: `user section=db file=app.ini`. */
export const ini = defineByTerm({
  file: option(text, "ansible.ini"), section: option(text, "global"), type: option(text, "ini"), re: option(switched, false), default: option<Value>(anything, ""),
  encoding: option(text, "utf-8"), case_sensitive: option(switched, false), allow_no_value: option(switched, false), allow_none: option(switched, false),
}, (term, { options, place }) => {
  const inline = wordsAndOptions(term, Object.keys(options));
  if (!inline.ok) return inline;
  const { key, settings } = inline.value;
  if (key === "") return failed(`the term "${term}" names no key`);
  const meant = withInline(options, settings);
  const file = sectionsOf(meant, options, place);
  if (!file.ok) return file;
  const name = meant.type === "properties" ? PROPERTIES : meant.section;
  const section = file.value.get(name);
  if (section === undefined) return failed(`${meant.file} has no section "${name}"`, `It has: ${[...file.value.keys()].join(", ")}`);
  return switched.read(meant.re) === true ? matching(section, key) : single(section, { key: options.case_sensitive ? key : key.toLowerCase(), otherwise: meant.default });
});

/** The section that the keys of a file without sections count as. */
const PROPERTIES = "java_properties";

interface Meant { readonly file: string; readonly type: string }
interface Style { readonly case_sensitive: boolean; readonly allow_no_value: boolean; readonly allow_none: boolean }

function sectionsOf({ file, type }: Meant, style: Style, place: LookupPlace): Result<ReadonlyMap<string, IniSection>, Diagnostic> {
  const read = readControlFile("files", file, place);
  if (!read.ok) return read;
  const { path, text: content } = read.value;
  if (content instanceof Secret) return failed(`${path} is encrypted, and ini does not look into secrets`);
  const parsed = parseIni(type === "properties" ? `[${PROPERTIES}]\n${content}` : content, { caseSensitive: style.case_sensitive, allowNoValue: style.allow_no_value || style.allow_none });
  return parsed.ok ? parsed : failed(`${path}: ${parsed.error}`);
}

function matching(section: IniSection, key: string): Found {
  const regex = pythonRegex(`\\A(?:${key})`);
  const names = [...section.keys()];
  const found = regex instanceof RegexProblem ? regex : regex.firstOfEach(names);
  if (found instanceof RegexProblem) return failed(found.message, found.hint);
  const all = names.filter((_name, at) => found[at] !== undefined).map((name) => interpolated(section, name));
  const wrong = all.find((each) => !each.ok);
  return wrong?.ok === false ? failed(wrong.error) : ok(all.flatMap((each) => each.ok ? [each.value] : []));
}

function single(section: IniSection, { key, otherwise }: { key: string; otherwise: Value }): Found {
  if (!section.has(key)) return ok([otherwise]);
  const value = interpolated(section, key);
  return value.ok ? ok(value.value === null ? [] : [value.value]) : failed(value.error);
}
