import { readFileSync } from "node:fs";
import { expect } from "chai";
import { findFilter } from "#engine/language/filters/index.js";
import { functions } from "#engine/language/functions.js";
import { REFUSED_FILTERS, REFUSED_FUNCTIONS, REFUSED_TESTS, reasonFor } from "#engine/language/refused.js";
import { findTest } from "#engine/language/tests/index.js";
import { mistakeOf } from "./scope-of.js";

/** The names that ansible-doc and Jinja2 list, written down by oracle.py. */
const names = JSON.parse(readFileSync(new URL("oracle.json", import.meta.url), "utf8")) as Readonly<Record<"filters" | "tests" | "functions", readonly string[]>>;
const explained = readFileSync("engine/language/differences.md", "utf8");

describe("[U] language: everything that Ansible has is there, or refused with a reason", () => {
  const kinds = [
    { kind: "filter", all: names.filters, find: findFilter, refused: REFUSED_FILTERS, use: (name: string) => `x | ${name}` },
    { kind: "test", all: names.tests, find: findTest, refused: REFUSED_TESTS, use: (name: string) => `x is ${name}` },
    { kind: "function", all: names.functions, find: (name: string) => Object.hasOwn(functions, name) ? functions[name] : undefined, refused: REFUSED_FUNCTIONS, use: (name: string) => `${name}()` },
  ] as const;
  for (const { kind, all, find, refused, use } of kinds) {
    it(`${all.length} ${kind}s`, () => {
      expect(all.length).to.be.greaterThan(5);
      for (const name of all) expect(find(name) !== undefined || reasonFor(refused, name) !== undefined, name).to.equal(true);
    });

    it(`a ${kind} that is refused says why, and differences.md says the same`, () => {
      for (const [name, reason] of Object.entries(refused)) {
        expect(find(name), name).to.equal(undefined);
        expect(mistakeOf(use(name), { x: 1 }), name).to.deep.include({ code: `unknown-${kind}`, message: `The ${kind} "${name}" is not offered`, hint: reason });
        expect(explained, name).to.include(`\`${name}\``).and.to.include(reason.replaceAll("|", "\\|"));
      }
    });
  }

  it("a collection that does not have the name is an error, its own do not stand for others'", () => {
    for (const text of ["'a' | community.routeros.split", "'a' | ansible.windows.quote", "'a' | nope.nope.b64encode", "'a' | community.general.b64encode"]) expect(mistakeOf(text).code, text).to.equal("unknown-filter");
  });
});
