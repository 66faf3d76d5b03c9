import { define, type Definition } from "../definition.js";
import { text } from "../reading.js";

/** Methods of Python's strings that ask what kind of characters they hold. */
export const characterMethods: Readonly<Record<string, Definition>> = {
  isdigit: asks("isdigit(): digits only, ² among them", (value) => /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468]+$/u.test(value)),
  isdecimal: asks("isdecimal(): digits only", (value) => /^\p{Nd}+$/u.test(value)),
  isnumeric: asks("isnumeric(): digits and fractions only", (value) => /^\p{N}+$/u.test(value)),
  isalpha: asks("isalpha(): letters only", (value) => /^\p{L}+$/u.test(value)),
  isalnum: asks("isalnum(): letters and digits only", (value) => /^[\p{L}\p{N}]+$/u.test(value)),
  isspace: asks("isspace(): white space only", (value) => /^\s+$/.test(value)),
  islower: asks("islower(): letters in small only", (value) => value === value.toLowerCase() && value !== value.toUpperCase()),
  isupper: asks("isupper(): letters in capitals only", (value) => value === value.toUpperCase() && value !== value.toLowerCase()),
  istitle: asks("istitle(): every word with a capital letter", (value) => /\p{Lu}/u.test(value) && (value.match(/\p{L}+/gu) ?? []).every((word) => /^\p{Lu}[^\p{Lu}]*$/u.test(word))),
  isidentifier: asks("isidentifier(): whether it could be the name of a variable", (value) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value)),
  isascii: asks("isascii(): characters of ASCII only", (value) => Array.from(value).every((character) => (character.codePointAt(0) ?? 0) < 128)),
  isprintable: asks("isprintable(): nothing that would be written as an escape", (value) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(value)),
};

function asks(doc: string, is: (value: string) => boolean): Definition {
  return define({ doc, input: text, apply: is });
}
