import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { randomInt } from "node:crypto";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { isList, Unknown } from "#engine/core/value.js";
import { PythonRandom } from "#engine/language/python-random.js";
import type { Reading } from "#engine/language/reading.js";
import { defineByTerm, failed, option, type Found } from "./define-lookup.js";
import { wordsAndOptions } from "./inline-options.js";
import { keepPassword, readPassword, type StoredPassword } from "./password-file.js";
import { hashedPassword, saltFor } from "./password-hash.js";
import { secretText, text } from "./readings.js";
import type { LookupPlace } from "./place.js";

const DEFAULT_LENGTH = 20;
const LONGEST = 10_000;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const WHITE = " \t\n\r\v\f";

/** Sets of characters by the names that Python's module `string` gives them. */
const SETS: Readonly<Record<string, string>> = {
  ascii_lowercase: LETTERS, ascii_uppercase: LETTERS.toUpperCase(), ascii_letters: LETTERS + LETTERS.toUpperCase(), digits: DIGITS,
  hexdigits: `${DIGITS}abcdefABCDEF`, octdigits: "01234567", punctuation: PUNCTUATION, whitespace: WHITE,
  printable: DIGITS + LETTERS + LETTERS.toUpperCase() + PUNCTUATION + WHITE,
};

/** `a,b` as a list; `,,` anywhere stands for a comma. */
const charSets: Reading<readonly string[]> = {
  name: "a list of texts",
  read: (value) => isList(value) ? value.every((each) => typeof each === "string") ? value : undefined
    : typeof value === "string" ? [...value.includes(",,") ? [","] : [], ...value.replaceAll(",,", ",").split(",").filter((each) => each !== "")] : undefined,
};

const NAMES = ["length", "chars", "encrypt", "ident", "seed"];

/**
 * `password`: a password that a file of the control machine keeps, made up when the file is not there yet (0600, all of it or nothing; never in a
 * check run). The file is Ansible's: the password, with `salt=` and `ident=` behind it where it was asked for as a hash. /dev/null keeps nothing.
 */
export const password = defineByTerm({
  length: option(text, String(DEFAULT_LENGTH)), chars: option(charSets, ["ascii_letters", "digits", ".,:-_"]),
  encrypt: option<string | undefined>(text, undefined), ident: option<string | undefined>(text, undefined), seed: option<string | Secret | undefined>(secretText, undefined),
}, (term, { options, place }) => {
  const inline = wordsAndOptions(term, NAMES);
  if (!inline.ok) return inline;
  const { key: path, settings } = inline.value;
  const length = Number(settings.get("length") ?? options.length);
  if (!Number.isInteger(length) || length < 1 || length > LONGEST) return failed(`the length must be a whole number from 1 to ${LONGEST}, not ${settings.get("length") ?? options.length}`);
  const chars = charSets.read(settings.get("chars") ?? options.chars) ?? [];
  const characters = chars.map((each) => Object.hasOwn(SETS, each) ? SETS[each] ?? "" : each).join("").replaceAll(/["']/g, "");
  if (characters === "") return failed("`chars` leaves no characters");
  return found({ file: fileOf(path, place), characters, length, seed: settings.get("seed") ?? options.seed, encrypt: settings.get("encrypt") ?? options.encrypt, ident: settings.get("ident") ?? options.ident }, place);
});

interface Wanted {
  /** undefined: /dev/null. */
  readonly file: string | undefined;
  readonly characters: string;
  readonly length: number;
  readonly seed: string | Secret | undefined;
  readonly encrypt: string | undefined;
  readonly ident: string | undefined;
}

function fileOf(path: string, { playbookDir }: LookupPlace): string | undefined {
  const file = path.startsWith("~/") ? join(homedir(), path.slice(2)) : resolve(playbookDir, path);
  return file === "/dev/null" ? undefined : file;
}

function found(wanted: Wanted, place: LookupPlace): Found {
  const stored = wanted.file === undefined ? ok(undefined) : readPassword(wanted.file);
  if (!stored.ok) return stored;
  const known = stored.value ?? (place.check && wanted.seed === undefined ? undefined : made(wanted));
  if (known === undefined) return ok(new Unknown(`the password that will be made for ${wanted.file ?? "this use"}`));
  const salted = withSalt(known, wanted);
  if (!salted.ok) return salted;
  const isNew = stored.value === undefined || salted.value !== known;
  if (isNew && place.check && salted.value.salt !== known.salt) return ok(new Unknown(`the salt that will be made for ${wanted.file ?? "this use"}`));
  const kept = !isNew || wanted.file === undefined || place.check ? ok(salted.value) : keepPassword(wanted.file, salted.value, stored.value !== undefined);
  if (!kept.ok) return kept;
  return answer(kept.value, wanted);
}

function answer(stored: StoredPassword, { encrypt }: Wanted): Found {
  if (encrypt === undefined) return ok([stored.password]);
  const hash = hashedPassword(encrypt, stored);
  return hash.ok ? ok([hash.value]) : hash;
}

function made({ characters, length, seed }: Wanted): StoredPassword {
  const random = seed === undefined ? undefined : new PythonRandom(seed instanceof Secret ? seed.reveal() : seed);
  const all = Array.from(characters);
  const chosen = Array.from({ length }, () => all[random === undefined ? randomInt(all.length) : random.below(all.length)]);
  return { password: new Secret(chosen.join("")), salt: undefined, ident: undefined };
}

/** A hash needs a salt that stays the same, and bcrypt an ident. */
function withSalt(stored: StoredPassword, { encrypt, ident }: Wanted): Result<StoredPassword, Diagnostic> {
  if (encrypt === undefined) return ok(stored);
  if (ident !== undefined && stored.ident !== undefined && stored.ident !== ident) return failed(`the ident "${ident}" is not the stored one, "${stored.ident}"`);
  const wantedIdent = ident ?? stored.ident ?? (encrypt === "bcrypt" ? "2b" : undefined);
  if (stored.salt !== undefined && wantedIdent === stored.ident) return ok(stored);
  return ok({ ...stored, salt: stored.salt ?? saltFor(encrypt), ident: wantedIdent });
}
