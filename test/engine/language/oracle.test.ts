import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { textOf } from "#engine/language/python-text.js";
import { renderString } from "#engine/language/template.js";
import { evaluated, placeOf, scopeOf } from "./scope-of.js";
import { thisMachine } from "./this-machine.js";

/** What Ansible answered to a case: a value, or the kind of its error. */
interface Answer { readonly text: string; readonly value?: Value; readonly error?: string }
interface Oracle {
  readonly made_with: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Value>>;
  readonly expressions: readonly Answer[];
  readonly strings: readonly Answer[];
  readonly files: readonly Answer[];
}
/** What we give on purpose where Ansible gives something else; an error when `gives` is left out. */
interface Difference { readonly text: string; readonly gives?: Value }

// Made by oracle.py from oracle-cases.json and oracle-expressions.txt; see there.
const oracle = JSON.parse(read("oracle.json")) as Oracle;
/** By the reason, which is the title of a row in differences.md. */
const reasons = JSON.parse(read("oracle-differences.json")) as Readonly<Record<string, readonly Difference[]>>;
const differences = new Map(Object.values(reasons).flat().map((each) => [each.text, each]));

const total = oracle.expressions.length + oracle.strings.length + oracle.files.length;

describe(`[U] language against Jinja2 ${oracle.made_with["jinja2"] ?? ""} and Ansible ${oracle.made_with["ansible"] ?? ""}`, () => {
  it(`${total - differences.size} of ${total} cases have to agree, ${differences.size} to differ on purpose`, () => {
    expect(oracle.expressions.length).to.be.greaterThan(3000);
    expect(oracle.strings.length + oracle.files.length).to.be.greaterThan(90);
    expect(differences.size).to.be.lessThan(total / 20);
  });

  it("every reason to differ is explained in differences.md, and every difference is asked about", () => {
    const explained = readFileSync("engine/language/differences.md", "utf8");
    const asked = new Set([...oracle.expressions, ...oracle.strings, ...oracle.files].map(({ text }) => text));
    for (const reason of Object.keys(reasons)) expect(explained, reason).to.include(`| **${reason}** |`);
    for (const text of differences.keys()) expect(asked, text).to.include(text);
  });

  for (const answer of oracle.expressions) {
    it(`expression ${answer.text}`, () => { compare(answer, evaluated(answer.text, oracle.variables, thisMachine)); });
  }

  for (const answer of oracle.strings) {
    it(`string ${JSON.stringify(answer.text)}`, () => { compare(answer, written(answer, renderString(answer.text, placeOf(answer.text), scopeOf(oracle.variables)))); });
  }

  for (const answer of oracle.files) {
    it(`file ${JSON.stringify(answer.text)}`, () => { compare(answer, renderJinja(answer.text, "x.j2", scopeOf(oracle.variables))); });
  }
});

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

function compare(answer: Answer, result: Result<Value, Diagnostic>): void {
  const different = differences.get(answer.text);
  const expected = different === undefined ? answer.value : different.gives;
  const agrees = different !== undefined && expected === answer.value && (expected === undefined) === (answer.error !== undefined);
  expect(agrees, "it does not differ any more: take it off the list").to.equal(false);
  if (expected === undefined) {
    expect(result.ok, `expected an error, got ${JSON.stringify(result)}`).to.equal(false);
    expect(!result.ok && result.error.place?.column).to.be.within(1, answer.text.length + 2);
    return;
  }
  expect(result.ok ? JSON.parse(JSON.stringify(result.value)) : result.error.message).to.deep.equal(JSON.parse(JSON.stringify(expected)));
}

/** Ansible gave a text where a value was made by statements; where we keep the type of the value, its text has to be the same. */
function written(answer: Answer, result: Result<Value, Diagnostic>): Result<Value, Diagnostic> {
  return result.ok && typeof answer.value === "string" ? { ok: true, value: textOf(result.value) } : result;
}
