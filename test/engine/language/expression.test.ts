import { expect } from "chai";
import { evaluated, mistakeOf, valueOf } from "./scope-of.js";

describe("[U] expressions", () => {
  describe("mistakes are found when the text is parsed, with their place", () => {
    const mistakes: readonly [text: string, code: string, column: number, message: RegExp, hint?: RegExp][] = [
      ["", "syntax-error", 1, /no expression/],
      ["a b", "syntax-error", 3, /Unexpected "b"/],
      ["a = 1", "syntax-error", 3, /Unexpected "="/, /==/],
      ["a == 'x", "syntax-error", 6, /string is never closed/],
      ["a && b", "syntax-error", 3, /Unexpected character "&"/, /and/],
      ["!a", "syntax-error", 1, /Unexpected character "!"/, /not/],
      ["(1 + 2", "syntax-error", 7, /Expected "\)"/],
      ["(1 + 2]", "syntax-error", 1, /"\(" is never closed/],
      ["1 + 2)", "syntax-error", 6, /Unexpected "\)"/],
      ["[1, 2", "syntax-error", 6, /Expected "\]"/],
      ["{'a': 1", "syntax-error", 8, /Expected "}"/],
      ["1 +", "syntax-error", 4, /end of the expression/],
      ["1 + * 2", "syntax-error", 5, /Expected a value but found "\*"/],
      ["a.", "syntax-error", 3, /a name after the dot/],
      ["{{ a }}", "syntax-error", 2, /inside an expression/, /without braces/],
      ["a is", "syntax-error", 5, /name of a test/],
      ["a | ", "syntax-error", 5, /name of a filter/],
      ["1 + not a", "syntax-error", 5, /`not` cannot stand here/],
      ["a is defined is none", "syntax-error", 14, /chained|Unexpected/],
      ["f(a=1, 2)", "syntax-error", 8, /without a name/],
      ["f(a=1, a=2)", "syntax-error", 8, /given twice/],
      ["f(*a, *b)", "syntax-error", 7, /only be used once/],
      ["a[0]()", "syntax-error", 1, /Only functions and methods/],
      ["in", "syntax-error", 1, /Expected a value/],
      [".State", "syntax-error", 1, /Expected a value/, /raw/],
      ["a | defualt(1)", "unknown-filter", 5, /no filter "defualt"/, /"default"/],
      ["a is definde", "unknown-test", 6, /no test "definde"/, /"defined"/],
      ["rnage(3)", "unknown-function", 1, /no function "rnage"/, /"range"/],
      ["a.splti(',')", "unknown-method", 3, /no method "splti"/, /"split"/],
      ["a | changed", "unknown-filter", 5, /no filter "changed"/, /It is a test: write `is changed`/],
      ["m.iteritems()", "unknown-method", 3, /no method "iteritems"/, /write `\.items\(\)`/],
      ["l | map('uper')", "unknown-filter", 9, /no filter "uper"/, /"upper"/],
      ["l | selectattr('x', 'equals', 1)", "unknown-test", 21, /no test "equals"/],
      ["a | replace('x')", "missing-argument", 5, /needs the argument "new"/],
      ["a | upper(1)", "too-many-arguments", 5, /takes no arguments/],
      ["a | join(seperator=',')", "unknown-argument", 10, /no argument "seperator"/],
    ];
    for (const [text, code, column, message, hint] of mistakes) {
      it(`${text || "(empty)"}: ${code}`, () => {
        const mistake = mistakeOf(text, { a: 1 });
        expect(mistake.code).to.equal(code);
        expect(mistake.message).to.match(message);
        expect(mistake.place).to.include({ file: "site.yml", line: 1, column, text });
        if (hint !== undefined) expect(mistake.hint).to.match(hint);
      });
    }
  });

  describe("mistakes of values", () => {
    const variables = { name: "web", n: 5, list: [1, 2], map: { proto: "tcp" }, none: null };
    const mistakes: readonly [text: string, code: string, column: number, message: RegExp, hint?: RegExp][] = [
      ["nme", "undefined-variable", 1, /"nme" is undefined/, /"name"/],
      ["n + nmae", "undefined-variable", 5, /"nmae" is undefined/],
      ["map.prot", "undefined-variable", 5, /"map" has no "prot"/, /"proto"/],
      ["map['prot']", "undefined-variable", 1, /"map" has no "prot"/, /"proto"/],
      ["map.proto.x", "undefined-variable", 11, /"map.proto" is a string and has no "x"/],
      ["nope.a.b", "undefined-variable", 1, /"nope" is undefined/],
      ["list[7]", "undefined-variable", 1, /"list" has 2 items, there is no item 7/],
      ["none.x", "undefined-variable", 6, /none and has no "x"/],
      ["map.items", "undefined-variable", 5, /has no "items"/, /\.items\(\)/],
      ["name + 1", "type-error", 1, /`\+` does not work on a string and an integer/, /~/],
      ["1 + (2 * map)", "type-error", 6, /`\*` does not work on an integer and a dictionary/],
      ["name < 1", "type-error", 1, /Cannot compare a string with an integer/],
      ["1 in 2", "type-error", 1, /Cannot look for something in an integer/],
      ["-name", "type-error", 1, /needs a number, not a string/],
      ["1 // 0", "division-by-zero", 1, /by zero/],
      ["name | upper | from_json", "bad-json", 1, /not valid JSON/],
      ["n | join(',')", "type-error", 1, /filter "join": it works on a list, not on an integer/],
      ["list | join(',') | nope2 | default(1)", "unknown-filter", 20, /nope2/],
      ["name | regex_search('(')", "bad-regex", 1, /regular expression/],
      ["'x' * 100000000", "too-large", 1, /more than/],
      ["range(100000000)", "too-large", 1, /more than/],
      ["'maybe' | bool", "type-error", 1, /neither yes nor no/],
      ["'1.x' is version('1.2', '<')", "type-error", 1, /cannot be compared/],
      ["n.split(',')", "type-error", 3, /has no method "split"/],
      ["'a' if false", "undefined-variable", 1, /without `else`/, /else/],
      ["missing | mandatory('say who')", "mandatory", 1, /^say who$/],
    ];
    for (const [text, code, column, message, hint] of mistakes) {
      it(text, () => {
        const mistake = mistakeOf(text, variables);
        expect([mistake.code, mistake.place?.column]).to.deep.equal([code, column]);
        expect(mistake.message).to.match(message);
        if (hint !== undefined) expect(mistake.hint).to.match(hint);
      });
    }
  });

  it("lets undefined values through where they are asked about", () => {
    expect(valueOf("a.b.c | default('x')")).to.equal("x");
    expect(valueOf("a is defined or a is undefined")).to.equal(true);
    expect(valueOf("a | default(b) | default('c')")).to.equal("c");
  });

  it("evaluates the argument of default only when it is needed", () => {
    expect(valueOf("a | default(1 // 0)", { a: 5 })).to.equal(5);
    expect(mistakeOf("b | default(1 // 0)", { a: 5 }).code).to.equal("division-by-zero");
  });

  it("stops at a depth of 200", () => {
    for (const text of ["(".repeat(250) + "1" + ")".repeat(250), "[".repeat(250) + "]".repeat(250), "not ".repeat(250) + "a", "-".repeat(250) + "1", "1" + "+1".repeat(250), "a" + ".b".repeat(250), "1" + " if a else 1".repeat(250), "a" + " | upper".repeat(250)]) {
      expect(mistakeOf(text).message, text.slice(0, 20)).to.match(/deeper than 200|never closed/);
    }
    expect(valueOf("1" + "+1".repeat(150))).to.equal(151);
    expect(valueOf("'a'" + " ~ 'a'".repeat(1000))).to.have.length(1001);
    expect(valueOf("true" + " and true".repeat(1000))).to.equal(true);
  });

  it("reaches nothing of the host language", () => {
    const variables = { s: "x", l: [1], d: { a: 1 }, n: 1 };
    for (const target of ["s", "l", "d", "n", "''", "[]", "{}", "1"]) {
      for (const name of ["constructor", "__proto__", "prototype", "toString", "hasOwnProperty", "length", "valueOf"]) {
        for (const text of [`${target}.${name}`, `${target}['${name}']`]) expect(mistakeOf(text, variables).code, text).to.be.oneOf(["undefined-variable", "syntax-error"]);
        expect(evaluated(`${target}.${name}()`, variables).ok, `${target}.${name}()`).to.equal(false);
      }
    }
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(mistakeOf(name).code).to.equal("undefined-variable");
      expect(mistakeOf(`s | ${name}`, variables).code).to.equal("unknown-filter");
      expect(mistakeOf(`s is ${name}`, variables).code).to.equal("unknown-test");
      expect(mistakeOf(`${name}()`).code).to.equal("unknown-function");
      expect(valueOf(`d.get('${name}')`, variables)).to.equal(null);
      expect(valueOf(`[d] | map(attribute='${name}', default='none') | first`, variables)).to.equal("none");
    }
  });

  it("treats __proto__ as a key like any other", () => {
    expect(valueOf("{'__proto__': 1}['__proto__']")).to.equal(1);
    expect(valueOf("({'a': 1} | combine({'__proto__': {'polluted': 1}})).polluted | default('no')")).to.equal("no");
    expect(valueOf("('{\"__proto__\": {\"x\": 1}}' | from_json).x | default('no')")).to.equal("no");
    expect(({} as Record<string, unknown>)["polluted"]).to.equal(undefined);
  });

  it("reads names with their collection", () => {
    expect(valueOf("'a' | ansible.builtin.upper")).to.equal("A");
    expect(valueOf("'1.2' is ansible.builtin.version('1.0', '>')")).to.equal(true);
  });
});
