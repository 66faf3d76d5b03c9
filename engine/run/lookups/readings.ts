import { Secret } from "#engine/core/secret.js";
import { isList, type Value } from "#engine/core/value.js";
import { textOf } from "#engine/language/python-text.js";
import type { Reading } from "#engine/language/reading.js";
import { booleanOf } from "#engine/schema/coerce.js";

export { anything, map, number, text } from "#engine/language/reading.js";

/** A boolean, or one of the words that Ansible takes for one. */
export const switched: Reading<boolean> = { name: "true or false", read: (value) => booleanOf(value) };

/** Texts: a list of them, or words with commas between. */
export const words: Reading<readonly string[]> = {
  name: "a list of texts",
  read: (value) => isList(value) ? value.every(isWord) ? value.map(textOf) : undefined : isWord(value) ? textOf(value).split(",").map((word) => word.trim()).filter((word) => word !== "") : undefined,
};

function isWord(value: Value): boolean {
  return typeof value === "string" || typeof value === "number";
}

/** A text that may be secret. */
export const secretText: Reading<string | Secret> = { name: "a text", read: (value) => value instanceof Secret ? value : isWord(value) ? textOf(value) : undefined };
