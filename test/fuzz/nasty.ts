import fc from "fast-check";

/** Words that playbooks, inventories, templates and expressions are made of, good and bad. */
const WORDS = [
  "- ", "  ", "\n", "\n  ", "\n    ", ": ", ":", "{{ ", " }}", "{% ", " %}", "{# ", " #}", "[", "]", "{", "}", "|", ">", "&a", "*a", "<<: ", "? ", "!!python/object:os.system", "!vault", "!unsafe", "---", "...", "'", '"', "#", "\t", "\\", "%YAML 9.9",
  "hosts", "all", "tasks", "roles", "vars", "when", "loop", "block", "rescue", "debug", "msg", "set_fact", "import_tasks", "include_role", "import_playbook", "item", "register", "yes", "0644", "1e999", ".inf", "~", "null",
  "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "x.constructor.constructor('return process')()", "lookup('pipe', 'id')", "range(0)", "range(10**9)", "'a' * 10**9", "[1] * 10**9", "2 ** 10000", "x | map('x')", "x | regex_replace('(a+)+$', 'b')", "'%099999999d' % 1", "x | center(10**9)", "x | indent(10**9)", "x | wordwrap(0)", "a is b", "not", "and", "or", "if", "else", "endif", "for x in y", "endfor", "macro m()", "endmacro", "include 'x'", "extends 'x'", "block b", "endblock", "set x = x", "raw", "endraw",
  "[web]", "[web:children]", "[web:vars]", "[[", "host[1:999999999]", "host[a:z]", "host[z:a]", "ansible_host=", "a=b", "=",
  "\u0000", "\uFEFF", "\u202E", "\u2028", "\uD800", "\uDFFF", "é", "e\u0301", "𝕏", "\u0085", "\u00A0", "\r", "\r\n", "\u001b[31m",
];

/** Texts that look like what is expected for a while. */
const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(""));

/** Deep and huge ones; sizes are such that a good program says no at once, and a bad one runs out of stack, time or memory. */
const monsters = fc.oneof(
  fc.tuple(fc.constantFrom("[", "{", "{a: ", "(", "- ", "-", "? ", "{{ (", "{{ [", "{% if x %}", "!a ", "not ", "'", '"', "\\", "a.", "a[", "x | ", "{{ ", "#", "&a [*a, "), fc.integer({ min: 50, max: 30_000 })).map(([piece, count]) => piece.repeat(count)),
  fc.tuple(fc.constantFrom("a: ", "- ", "{{ a }}", "a b=c ", "x: y\n", "- debug: {msg: a}\n", "a,", "\n", " ", "é", "{{ a | upper }}"), fc.integer({ min: 100, max: 10_000 })).map(([piece, count]) => piece.repeat(count)),
  fc.integer({ min: 50, max: 3000 }).map((depth) => Array.from({ length: depth }, (_, index) => `${" ".repeat(index)}a:`).join("\n")),
  fc.integer({ min: 5, max: 30 }).map((levels) => ["a0: &a0 [x, x, x, x, x, x, x, x, x]", ...Array.from({ length: levels }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`)].join("\n")),
  fc.integer({ min: 5, max: 40 }).map((levels) => ["{% set a0 = 'xxxxxxxxxx' %}", ...Array.from({ length: levels }, (_, index) => `{% set a${index + 1} = a${index} ~ a${index} ~ a${index} %}`), `{{ a${levels} }}`].join("")),
  fc.tuple(fc.constantFrom("[a, a, a]", "{'k': a, 'l': a}", "a + a", "[a, a] | flatten", "(a | string) * 3", "a | join('') | replace('x', 'xxx')"), fc.integer({ min: 5, max: 40 })).map(([form, levels]) => `{% set a = ['xxxxxxxxxx'] %}${`{% set a = ${form} %}`.repeat(levels)}{{ a | length }}`),
  fc.integer({ min: 3, max: 12 }).map((levels) => `${Array.from({ length: levels }, (_, index) => `{% for i${index} in range(100) %}`).join("")}x${"{% endfor %}".repeat(levels)}`),
);

/** Any text that a bad day may bring. */
export const nasty: fc.Arbitrary<string> = fc.oneof({ weight: 5, arbitrary: soup }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) }, { weight: 2, arbitrary: monsters });

/** One change to a text. */
interface Mutation {
  readonly kind: "drop" | "double" | "swap" | "insert" | "cut" | "indent";
  readonly at: number;
  readonly length: number;
  readonly piece: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("drop", "double", "swap", "insert", "cut", "indent"), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 1, max: 40 }), piece: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: nasty }),
});

/** A text of the project with a few changes. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 4 })).map(([text, mutations]) => mutations.reduce(changed, text));
}

function changed(text: string, { kind, at, length, piece }: Mutation): string {
  const from = Math.floor(at * text.length);
  const [before, part, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  switch (kind) {
    case "drop": return before + after;
    case "double": return before + part + part + after;
    case "swap": return before + part.split("").reverse().join("") + after;
    case "insert": return before + piece + part + after;
    case "cut": return before;
    case "indent": return `${before}\n${" ".repeat(length % 9)}${part}${after}`;
  }
}
