import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { Value } from "#engine/core/value.js";
import { renderJinja, type TemplateFinder } from "#engine/language/jinja-file.js";
import { settingsFrom } from "#engine/language/template-settings.js";
import { namesInJinja } from "#engine/language/template-names.js";
import { scopeOf } from "./scope-of.js";

/** What Ansible made of a template: its text, or the kind of its error. */
interface Answer { readonly text?: string; readonly error?: string }
interface Recorded {
  readonly made_with: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly answers: Readonly<Record<string, Answer>>;
}

const here = new URL("templates/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, here), "utf8");

// Made by templates/templates.py; see there.
const recorded = JSON.parse(read("answers.json")) as Recorded;
const variables = { ...JSON.parse(read("variables.json")) as Readonly<Record<string, Value>>, ansible_managed: "Ansible managed" };

/** Where we differ on purpose: what we give (undefined: an error), and why. See engine/language/differences.md. */
const differences: Readonly<Record<string, { readonly gives: string | undefined; readonly because: string }>> = {
  "features/python-floats.j2": { gives: "2 3.5 2 100000000000000000000 0.30000000000000004 6 3 1e-07\n", because: "there is one kind of number" },
  "features/python-tuples.j2": { gives: "[1, 2][['a', 1], ['b', 'two']]\n", because: "there are no tuples, only lists" },
  "features/syntax-do-not-enabled.j2": { gives: "\n", because: "`do` needs no jinja2_extensions" },
  "features/syntax-break-not-enabled.j2": { gives: "\n", because: "`break` and `continue` need no jinja2_extensions" },
};

const finder: TemplateFinder = {
  find: (name) => {
    const steps = name.split("/").filter((step) => step !== "" && step !== ".");
    const path = `shared/${steps.join("/")}`;
    return steps.includes("..") || !existsSync(new URL(path, here)) ? undefined : { path, text: read(path) };
  },
  searched: (name) => [`shared/${name}`],
};

/** `wanted`: the text, or undefined for an error, which has to have a place. */
function compare(name: string, wanted: string | undefined): void {
  const [folder = "", file = "", key = ""] = name.split("/");
  const result = renderJinja(read(`${folder}/${file}`), name, scopeOf(variables), { finder, settings: settingsFrom(recorded.settings[key] ?? {}) });
  if (wanted !== undefined) expect(result.ok ? result.value : result.error.message).to.equal(wanted);
  else expect(result.ok ? result.value : result.error.place?.line, "an error with a place").to.be.a("number");
}

describe(`[U] whole templates against Ansible ${recorded.made_with["ansible"] ?? ""} with Jinja2 ${recorded.made_with["jinja2"] ?? ""}`, () => {
  const counts = { agree: 0, differ: 0 };

  it("has answers to compare with", () => { expect(Object.keys(recorded.answers).length).to.be.greaterThan(250); });

  for (const [name, answer] of Object.entries(recorded.answers)) {
    it(name, () => {
      const different = differences[name];
      compare(name, different === undefined ? answer.text : different.gives);
      if (different !== undefined) expect(different.gives, "it does not differ any more: take it off the list").to.not.equal(answer.text);
      counts[different === undefined ? "agree" : "differ"] += 1;
    });
  }

  it("finds no undefined variable beforehand where Ansible finds none, but for one in a branch that is never taken", () => {
    const fine = Object.entries(recorded.answers).filter(([name, { text }]) => text !== undefined && name !== "features/undefined-in-false-branch.j2").map(([name]) => name.split("/").slice(0, 2).join("/"));
    for (const name of new Set(fine)) {
      const names = namesInJinja(read(name), name, { finder });
      expect(names.ok ? names.value.filter((each) => !each.guarded && !Object.hasOwn(variables, each.name)).map((each) => each.name) : names.error.message, name).to.deep.equal([]);
    }
  });

  after(() => { process.stdout.write(`      ${counts.agree} renderings agree, ${counts.differ} differ on purpose\n`); });
});
