import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { textOf } from "#engine/language/python-text.js";
import { renderString } from "#engine/language/template.js";
import { evaluated, placeOf, scopeOf } from "./scope-of.js";

/** What Ansible answered to a case: a value, or the kind of its error. */
interface Answer { readonly text: string; readonly value?: Value; readonly error?: string }
interface Oracle {
  readonly made_with: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Value>>;
  readonly expressions: readonly Answer[];
  readonly strings: readonly Answer[];
  readonly files: readonly Answer[];
}

// Made by oracle.py from oracle-cases.json; see there.
const oracle = JSON.parse(readFileSync(new URL("oracle.json", import.meta.url), "utf8")) as Oracle;

/** Where we differ on purpose: what we give (undefined: an error), and why. */
const differences: Readonly<Record<string, { gives: Value | undefined; because: string }>> = {
  "l.append(4)": { gives: undefined, because: "lists cannot be changed" },
  "'é'.encode('utf-8') | string": { gives: "é", because: "texts are not turned into bytes" },
  "(1, 2) | string": { gives: "[1, 2]", because: "there are no tuples, only lists" },
  " {{ a }}": { gives: "1", because: "a number stays a number, whatever white space is round it" },
  "{{ f }} {{ 1.0 }} {{ none }}": { gives: "2.5 1 ", because: "there is one kind of number" },
};

describe(`[U] language against Jinja2 ${oracle.made_with["jinja2"] ?? ""} and Ansible ${oracle.made_with["ansible"] ?? ""}`, () => {
  it("has answers to compare with", () => {
    expect(oracle.expressions.length).to.be.greaterThan(600);
    expect(oracle.strings.length + oracle.files.length).to.be.greaterThan(90);
  });

  for (const answer of oracle.expressions) {
    it(`expression ${answer.text}`, () => { compare(answer, evaluated(answer.text, oracle.variables)); });
  }

  for (const answer of oracle.strings) {
    it(`string ${JSON.stringify(answer.text)}`, () => { compare(answer, written(answer, renderString(answer.text, placeOf(answer.text), scopeOf(oracle.variables)))); });
  }

  for (const answer of oracle.files) {
    it(`file ${JSON.stringify(answer.text)}`, async () => { compare(answer, await renderJinja(answer.text, "x.j2", scopeOf(oracle.variables))); });
  }
});

function compare(answer: Answer, result: Result<Value, Diagnostic>): void {
  const different = Object.hasOwn(differences, answer.text) ? differences[answer.text] : undefined;
  const expected = different === undefined ? answer.value : different.gives;
  if (answer.error !== undefined || expected === undefined) {
    expect(result.ok, `expected an error, got ${JSON.stringify(result)}`).to.equal(false);
    return;
  }
  expect(result.ok ? result.value : result.error.message).to.deep.equal(expected);
  if (different !== undefined) expect(different.gives).to.not.deep.equal(answer.value, "it does not differ any more: take it off the list");
}

/** Ansible gave a text where a value was made by statements; where we keep the type of the value, its text has to be the same. */
function written(answer: Answer, result: Result<Value, Diagnostic>): Result<Value, Diagnostic> {
  return result.ok && typeof answer.value === "string" ? { ok: true, value: textOf(result.value) } : result;
}
