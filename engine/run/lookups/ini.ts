import { ok } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { Fault } from "#engine/language/fault.js";
import { pythonRegex } from "#engine/language/regex/python-regex.js";
import { readControlFile } from "./control-file.js";
import { defineByTerm, failed, option, type Found } from "./define-lookup.js";
import { interpolated, parseIni, type IniSection } from "./ini-text.js";
import { wordsAndOptions } from "./inline-options.js";
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
  const read = readControlFile("files", settings.get("file") ?? options.file, place);
  if (!read.ok) return read;
  if (read.value.text instanceof Secret) return failed(`${read.value.path} is encrypted, and ini does not look into secrets`);
  const properties = (settings.get("type") ?? options.type) === "properties";
  const parsed = parseIni(properties ? `[java_properties]\n${read.value.text}` : read.value.text, { caseSensitive: options.case_sensitive, allowNoValue: options.allow_no_value || options.allow_none });
  if (!parsed.ok) return failed(`${read.value.path}: ${parsed.error}`);
  const section = properties ? "java_properties" : settings.get("section") ?? options.section;
  const found = parsed.value.get(section);
  if (found === undefined) return failed(`${read.value.path} has no section "${section}"`, `It has: ${[...parsed.value.keys()].join(", ")}`);
  const wanted = switched.read(settings.get("re") ?? options.re) === true;
  return wanted ? matching(found, key) : single(found, { key: options.case_sensitive ? key : key.toLowerCase(), otherwise: settings.get("default") ?? options.default });
});

function matching(section: IniSection, key: string): Found {
  const regex = pythonRegex(`\\A(?:${key})`);
  if (regex instanceof Fault) return failed(regex.message);
  const names = [...section.keys()].filter((name) => regex.test(name) === true);
  const all = names.map((name) => interpolated(section, name));
  const wrong = all.find((each) => !each.ok);
  return wrong?.ok === false ? failed(wrong.error) : ok(all.flatMap((each) => each.ok ? [each.value] : []));
}

function single(section: IniSection, { key, otherwise }: { key: string; otherwise: Value }): Found {
  if (!section.has(key)) return ok([otherwise]);
  const value = interpolated(section, key);
  return value.ok ? ok(value.value === null ? [] : [value.value]) : failed(value.error);
}
