import { expect } from "chai";
import type { Value } from "#engine/core/value.js";
import { filterNames, findFilter } from "#engine/language/filters/index.js";
import { testNames } from "#engine/language/tests/index.js";
import { evaluated } from "./scope-of.js";
import { thisMachine } from "./this-machine.js";

const LIMIT_MS = 5_000;
const numbers = Array.from({ length: 2_000 }, (_, index) => (index * 7919) % 2_003);
const texts = numbers.map((number) => `host-${number}.example.org`);
let deep: Value = "x";
for (let level = 0; level < 400; level += 1) deep = level % 2 === 0 ? [deep] : { key: deep };

const large: Readonly<Record<string, Value>> = {
  text: "aaaaaaaaaaaaaaaa ".repeat(2_000), oneWord: "a".repeat(20_000), spaces: `${" ".repeat(20_000)}x`, braces: "{".repeat(10_000), percents: "%".repeat(10_000), tags: "<".repeat(10_000), lines: "a\n".repeat(10_000),
  numbers, texts, maps: numbers.map((number) => ({ key: `k${number}`, value: number, name: `k${number}`, list: [1] })), map: Object.fromEntries(numbers.map((number) => [`k${number}`, number])), deep,
  addresses: numbers.map((number) => `10.${number % 250}.${number % 7}.0/24`),
};

/** How long an expression takes, in milliseconds, and that it ends with a value or a mistake. */
function timeOf(text: string, variables: Readonly<Record<string, Value>> = large): number {
  const start = performance.now();
  const result = evaluated(text, variables, thisMachine);
  if (!result.ok) expect(result.error.place, text).to.not.equal(undefined);
  return performance.now() - start;
}

describe("[U] language, bounds", () => {
  it("no filter takes longer than five seconds on large values", () => {
    for (const name of filterNames()) {
      for (const variable of Object.keys(large)) {
        const required = Object.values(findFilter(name)?.params ?? {}).filter((param) => param.reading !== undefined && param.fallback === undefined).length;
        const args = ["", "'name'", "'a', 'b'", "'a', 'b', 'c'"][required] ?? "";
        for (const call of [`${variable} | ${name}(${args})`, `${variable} | ${name}(${variable})`]) expect(timeOf(call), call).to.be.lessThan(LIMIT_MS);
      }
    }
  }).timeout(600_000);

  it("no test takes longer than five seconds on large values", () => {
    for (const name of testNames().filter((each) => /^\w+$/.test(each))) {
      for (const variable of Object.keys(large)) expect(timeOf(`${variable} is ${name}(${variable})`), `${variable} is ${name}`).to.be.lessThan(LIMIT_MS);
    }
  }).timeout(600_000);

  const greedy: readonly string[] = [
    "'x' * 10 ** 9", "10 ** 9 * 'x'", "[0] * 10 ** 9", "(('x' * 10 ** 7) | list) * 10", "range(10 ** 9)", "range(0, 10 ** 12, 2) | list", "range(-(10 ** 15), 0) | length", "'%1000000000d' % 1", "'%.1000000000f' % 1", "'{:1000000000}'.format(1)", "'{:.1000000000f}'.format(1)",
    "'x'.ljust(10 ** 10)", "'x'.rjust(10 ** 10)", "'x'.center(10 ** 10)", "'1'.zfill(10 ** 10)", "'a\\tb'.expandtabs(10 ** 10)", "'x' | center(10 ** 10)", "'a\\nb' | indent(10 ** 10, true)", "range(1000) | product(range(1000)) | list", "range(30) | permutations | list", "range(100) | combinations(50) | list", "[0, 1] | product(repeat=60) | list",
    "[1] | batch(10 ** 9, 'x') | list", "[1] | slice(10 ** 9, 'x') | list", "'x' | comment(prefix='#', prefix_count=10 ** 9)", "'::/0' | usable_range", "'0.0.0.0/0' | usable_range", "10 ** 400", "2 ** 2 ** 2 ** 20", "10 | pow(400)", "'x' | password_hash('sha512', 'abc', rounds=10 ** 9)", "'x' | password_hash('bcrypt', rounds=31)",
    "{'a': 1} | to_nice_json(indent=10 ** 9)", "'&a [x,x,x,x,x,x,x,x,x]' | from_yaml", "'a: &a [x, x]\\nb: &b [*a, *a]\\nc: &c [*b, *b]\\nd: &d [*c, *c]\\ne: &e [*d, *d]\\nf: &f [*e, *e]\\ng: &g [*f, *f]\\nh: &h [*g, *g]\\ni: &i [*h, *h]\\nj: [*i, *i]' | from_yaml", "('[' * 100000) | from_json", "('[' * 100000) | from_yaml", "('(' * 20000) | regex_escape",
    "('a' * 3000) | json_query('[' )", "[[]] | json_query('[' ~ ('[' * 1500))", "'10.0.0.0/8' | ipsubnet(32)", "'x' | wordwrap(-1)", "('x ' * 100000) | wordwrap(3)", "now().strftime('%Y' * 100000)",
  ];
  for (const text of greedy) {
    it(`${text} ends, and soon`, () => {
      const before = process.memoryUsage().heapUsed;
      expect(timeOf(text)).to.be.lessThan(LIMIT_MS);
      expect(process.memoryUsage().heapUsed - before).to.be.lessThan(512 * 1024 * 1024);
    }).timeout(60_000);
  }

  const catastrophes: readonly (readonly [pattern: string, text: string])[] = [
    ["(a+)+$", "a".repeat(5000) + "!"], ["(a*)*b", "a".repeat(5000)], ["(a|a)*b", "a".repeat(100)], ["(a|aa)+$", "a".repeat(100) + "!"], ["(.*)*(.*)*x", "y".repeat(100)], ["^(([a-z])+.)+[A-Z]([a-z])+$", "a".repeat(60)],
    ["a?".repeat(40) + "a".repeat(40), "a".repeat(40)], ["(x+x+)+y", "x".repeat(60)], ["\\s+$", " ".repeat(300_000) + "x"], [".*.*.*=", "x".repeat(20_000)], ["(?:a{0,50}){0,50}b", "a".repeat(60)], ["(a+)\\1+b", "a".repeat(3000)], ["(?=(a+))\\1+b", "a".repeat(3000)],
  ];
  for (const [pattern, text] of catastrophes) {
    it(`the regular expression ${pattern.slice(0, 40)} ends with an answer or a sentence`, () => {
      expect(timeOf("t | regex_search(p)", { t: text, p: pattern })).to.be.lessThan(LIMIT_MS);
    }).timeout(60_000);
  }

  it("every filter and test by regular expression has the limit", () => {
    for (const call of ["t | regex_replace(p, 'x')", "t | regex_findall(p)", "t is search(p)", "t is match(p)", "t is regex(p)", "[t] | select('match', p) | list"]) {
      expect(timeOf(call, { t: "a".repeat(5000) + "!", p: "(a+)+$" }), call).to.be.lessThan(LIMIT_MS);
    }
  }).timeout(60_000);

  it("what takes too long says so, with its place and what to do", () => {
    const result = evaluated("t | regex_search('(a+)+$')", { t: "a".repeat(5000) + "!" });
    expect(result.ok ? undefined : result.error).to.deep.include({ code: "slow-regex", message: 'filter "regex_search": The regular expression takes too long on this text: the search was ended after a second' });
    expect(result.ok ? "" : result.error.hint).to.match(/repetition inside a repetition/);
    expect(result.ok ? undefined : result.error.place).to.include({ file: "site.yml", line: 1, column: 1 });
  }).timeout(20_000);
});
