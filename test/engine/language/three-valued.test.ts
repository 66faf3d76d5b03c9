import { expect } from "chai";
import { Unknown, type Value } from "#engine/core/value.js";
import { evaluateCondition } from "#engine/language/evaluate.js";
import { parseExpression } from "#engine/language/expression.js";
import { placeOf, scopeOf, valueOf } from "./scope-of.js";

const unknown = new Unknown("the result of \"Ask\"");
const variables: Readonly<Record<string, Value>> = { u: unknown, t: true, f: false, half: { known: 1, later: unknown }, list: [1, unknown, 3] };

describe("[U] values that nobody can have yet", () => {
  const cases: readonly [text: string, value: Value][] = [
    ["u and f", false], ["f and u", false], ["u and t", unknown], ["t and u", unknown], ["u or t", true], ["t or u", true], ["u or f", unknown], ["f or u", unknown], ["not u", unknown],
    ["u and missing", unknown], ["u and missing == 1 and f", false],
    ["u == 1", unknown], ["u != u.x", unknown], ["1 < u", unknown], ["u in [1]", unknown], ["1 in u", unknown], ["1 in list", true], ["3 in list", true], ["5 in list", unknown], ["5 not in list", unknown],
    ["u + 1", unknown], ["'a' ~ u", unknown], ["-u", unknown], ["u.a.b[0]", unknown], ["u[0]", unknown], ["list[u]", unknown], ["u[1:]", unknown], ["u.split(',')", unknown],
    ["u | upper", unknown], ["u | default(1)", unknown], ["u | default(1, true)", unknown], ["u | length", unknown], ["'a' | replace('a', u)", unknown], ["u | bool", unknown], ["u | to_json", unknown],
    ["u is defined", true], ["u is not defined", false], ["u.x is defined", true], ["u is none", unknown], ["u is not none", unknown], ["u is mapping", unknown], ["u is version('1.0', '>')", unknown], ["u is failed", unknown],
    ["1 if u else 2", unknown], ["u if f else 2", 2], ["half.known", 1], ["half.later", unknown], ["half | to_json", unknown], ["half | combine({'x': 1}) | length", 3], ["list | length", 3], ["list | first", 1],
    ["list | sum", unknown], ["list | join(',')", unknown], ["list | max", unknown], ["list | sort", unknown], ["list | unique", unknown], ["list | select('odd') | list", unknown], ["list | map('string') | first", "1"],
    ["list == [1, 2]", false], ["list == [1, 2, 3]", unknown], ["list == [2, 2, 3]", false], ["half == {'known': 2, 'later': 1}", false], ["[u] | items2dict", unknown], ["dict([u])", unknown], ["[{}, u] | combine", unknown],
    ["'%s' % u", unknown], ["'%s %s' % (1, u)", unknown], ["'{}'.format(u)", unknown], ["lookup('vars', 'u')", unknown],
  ];
  for (const [text, value] of cases) {
    it(`${text} is ${value instanceof Unknown ? "unknown" : JSON.stringify(value)}`, () => {
      const given = valueOf(text, variables);
      if (value instanceof Unknown) expect(given).to.be.instanceOf(Unknown);
      else expect(given).to.deep.equal(value);
    });
  }

  it("says what it hangs on", () => {
    expect(valueOf("(u | upper) ~ 'x'", variables)).to.have.property("because", "the result of \"Ask\"");
  });
});

describe("[U] conditions", () => {
  const condition = (text: string) => {
    const parsed = parseExpression(text, placeOf(text));
    return parsed.ok ? evaluateCondition(parsed.value, scopeOf({ ...variables, s: "yes", n: 1, l: [], d: {}, none: null })) : parsed;
  };

  it("are true, false or unknown", () => {
    expect(condition("t")).to.deep.equal({ ok: true, value: true });
    expect(condition("not t")).to.deep.equal({ ok: true, value: false });
    expect(condition("u")).to.deep.equal({ ok: true, value: unknown });
  });

  for (const [text, hint] of [["s", /\| bool/], ["n", /\| bool/], ["l", /length > 0/], ["d", /length > 0/], ["none", /is not none/], ["s and l", /length > 0/]] as const) {
    it(`${text} is no condition, and the way out is named`, () => {
      const result = condition(text);
      expect(result.ok ? "" : result.error.code).to.equal("not-a-boolean");
      expect(result.ok ? "" : result.error.hint).to.match(hint);
    });
  }

  it("undefined variables are errors", () => {
    const result = condition("missing");
    expect(result.ok ? "" : result.error.message).to.equal("\"missing\" is undefined");
  });
});
