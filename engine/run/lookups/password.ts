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
import { withInline, wordsAndOptions } from "./inline-options.js";
import { keepPassword, readPassword, type StandIns, type StoredPassword } from "./password-file.js";
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
  const { length, chars, seed, encrypt, ident } = withInline(options, settings);
  const wanted: Wanted = { file: fileOf(path, place), characters: charactersOf(charSets.read(chars) ?? []), length: Number(length), seed, encrypt, ident };
  if (!Number.isInteger(wanted.length) || wanted.length < 1 || wanted.length > LONGEST) return failed(`the length must be a whole number from 1 to ${LONGEST}, not ${length}`);
  return wanted.characters === "" ? failed("`chars` leaves no characters") : found(wanted, place);
});

function charactersOf(sets: readonly string[]): string {
  return sets.map((each) => Object.hasOwn(SETS, each) ? SETS[each] ?? "" : each).join("").replaceAll(/["']/g, "");
}

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
  const known = stored.value ?? made(wanted, place);
  if (known instanceof Unknown) return ok(known);
  const whole = wanted.encrypt === undefined ? ok(known) : withSalt(known, { ...wanted, encrypt: wanted.encrypt }, place);
  if (!whole.ok) return whole;
  return whole.value instanceof Unknown ? ok(whole.value) : keptAnswer(wanted, whole.value, { place, stored: stored.value });
}

function keptAnswer(wanted: Wanted, whole: StoredPassword, { place, stored }: { readonly place: LookupPlace; readonly stored: StoredPassword | undefined }): Found {
  const kept = whole === stored ? ok(whole) : store(wanted, whole, { place, replaces: stored !== undefined });
  return kept.ok ? answer(kept.value, wanted) : kept;
}

/** A check run keeps nothing. */
function store({ file }: Wanted, password: StoredPassword, { place, replaces }: { readonly place: LookupPlace; readonly replaces: boolean }): Result<StoredPassword, Diagnostic> {
  return file === undefined || place.check ? ok(password) : keepPassword(file, password, replaces);
}

function answer(stored: StoredPassword, { encrypt }: Wanted): Found {
  if (encrypt === undefined) return ok([stored.password]);
  const hash = hashedPassword(encrypt, stored);
  return hash.ok ? ok([hash.value]) : hash;
}

/** In a check run nobody can know a password of chance; where it matters only that it is a new one, another of its kind stands in for it. */
function made(wanted: Wanted, place: LookupPlace): StoredPassword | Unknown {
  const { file, seed } = wanted;
  if (!place.check || seed !== undefined) return chosen(wanted);
  const { standsIn, standIns } = place.state();
  if (!standsIn) return new Unknown(`the password that will be made for ${file ?? "this use"}`);
  return file === undefined ? chosen(wanted) : remembered(standIns, file, () => chosen(wanted));
}

function remembered(standIns: StandIns, file: string, make: () => StoredPassword): StoredPassword {
  const known = standIns.get(file) ?? make();
  standIns.set(file, known);
  return known;
}

function chosen({ characters, length, seed }: Wanted): StoredPassword {
  const random = seed === undefined ? undefined : new PythonRandom(seed instanceof Secret ? seed.reveal() : seed);
  const all = Array.from(characters);
  const characterAt = (): string | undefined => all[random === undefined ? randomInt(all.length) : random.below(all.length)];
  return { password: new Secret(Array.from({ length }, characterAt).join("")), salt: undefined, ident: undefined };
}

/** A hash needs a salt that stays the same, and bcrypt an ident. */
function withSalt(stored: StoredPassword, wanted: Wanted & { readonly encrypt: string }, place: LookupPlace): Result<StoredPassword | Unknown, Diagnostic> {
  const { encrypt, ident } = wanted;
  if (ident !== undefined && stored.ident !== undefined && ident !== stored.ident) return failed(`the ident "${ident}" is not the stored one, "${stored.ident}"`);
  if (stored.salt === undefined) return ok(salted(stored, wanted, place));
  return ok(stored.ident === undefined ? withIdent(stored, ident ?? IDENTS[encrypt]) : stored);
}

/** In a check run nobody can know a salt of chance either. */
function salted(stored: StoredPassword, { file, encrypt, ident }: Wanted & { readonly encrypt: string }, place: LookupPlace): StoredPassword | Unknown {
  const make = (): StoredPassword => ({ ...stored, salt: saltFor(encrypt), ident: ident ?? IDENTS[encrypt] });
  if (!place.check) return make();
  const { standsIn, standIns } = place.state();
  return standsIn ? remembered(standIns, `${file ?? ""} ${encrypt}`, make) : new Unknown(`the salt that will be made for ${file ?? "this use"}`);
}

function withIdent(stored: StoredPassword, ident: string | undefined): StoredPassword {
  return ident === undefined ? stored : { ...stored, ident };
}

const IDENTS: Readonly<Record<string, string>> = { bcrypt: "2b" };
