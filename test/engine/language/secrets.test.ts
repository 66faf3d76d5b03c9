import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { renderMustache } from "#engine/language/mustache-file.js";
import { renderString } from "#engine/language/template.js";
import { mistakeOf, placeOf, scopeOf, valueOf } from "./scope-of.js";

const variables: Readonly<Record<string, Value>> = { pw: new Secret("hunter2"), user: "bob", d: { pw: new Secret("hunter2"), x: 1 }, l: ["a", new Secret("hunter2")], json: new Secret('{"a": "b", "n": 5}'), pin: new Secret("1234") };

describe("[U] secrets in expressions", () => {
  const secrets: readonly [text: string, inside: string][] = [
    ["pw", "hunter2"], ["pw ~ 'x'", "hunter2x"], ["'a' + pw", "ahunter2"], ["pw | upper", "HUNTER2"], ["pw.upper()", "HUNTER2"], ["pw | b64encode", "aHVudGVyMg=="], ["pw[0]", "h"], ["pw[1:3]", "un"],
    ["pw | hash('md5')", "2ab96390c7dbe3439de74d0c9b0b1767"], ["l | join(':')", "a:hunter2"], ["d | to_json", '{"pw": "hunter2", "x": 1}'], ["l | string", "['a', 'hunter2']"], ["'%s:%s' % (user, pw)", "bob:hunter2"], ["'%s' % pw", "hunter2"],
    ["'{}:{}'.format(user, pw)", "bob:hunter2"], ["'x' | replace('x', pw)", "hunter2"], ["pw if true else ''", "hunter2"], ["pw | default('x')", "hunter2"], ["d.pw", "hunter2"], ["l | last", "hunter2"], ["l | map('upper') | last", "HUNTER2"],
    ["(json | from_json).a", "b"], ["(pw | split('t'))[0]", "hun"], ["pin | int", "1234"], ["pin + pin", "12341234"], ["pw | regex_replace('(.)$', '-\\\\1')", "hunter-2"], ["pw | quote", "hunter2"], ["d | dict2items | map(attribute='value') | first", "hunter2"],
    ["pw * 2", "hunter2hunter2"], ["pw | password_hash('sha512', 'saltsalt')", "$6$saltsalt$"],
  ];
  for (const [text, inside] of secrets) {
    it(`${text} is secret`, () => {
      const value = valueOf(text, variables);
      expect(value).to.be.instanceOf(Secret);
      if (value instanceof Secret) expect(value.reveal()).to.satisfy((revealed: string) => revealed.startsWith(inside));
    });
  }

  const plain: readonly [text: string, value: Value][] = [
    ["pw == 'hunter2'", true], ["pw != 'hunter2'", false], ["'unt' in pw", true], ["'hunter2' in l", true], ["pw | length", 7], ["pw < 'i'", true], ["pw is string", true], ["pw is match('h')", true], ["pw is defined", true], ["pw | type_debug", "str"],
    ["l | length", 2], ["{'hunter2': 'here'}[pw]", "here"], ["{'hunter2': 'here'}.get(pw)", "here"], ["not pw", false], ["pw == d.pw", true], ["[pw, 'hunter2'] | unique | length", 1], ["pw in ['hunter2']", true], ["pw.startswith('h')", true],
  ];
  for (const [text, value] of plain) {
    it(`${text} is ${JSON.stringify(value)}`, () => { expect(valueOf(text, variables)).to.deep.equal(value); });
  }

  it("are not quoted in what goes wrong", () => {
    for (const text of ["{'a': 1}[pw]", "pw + 1", "pw | bool", "pw | from_json", "pw is version('1', '<')", "pw | human_to_bytes", "l | sum", "pw - 1", "pw | strftime(pw)", "d[pw]", "pw | password_hash(pw)", "pw.index('zz')", "[] | first ~ pw"]) {
      const { message, hint = "" } = mistakeOf(text, variables);
      expect(message + hint, text).to.not.include("hunter2");
    }
  });

  it("make every text and file that holds them secret", () => {
    const scope = scopeOf(variables);
    const text = "user={{ user }} password={{ pw }}\n";
    for (const result of [renderString(text, placeOf(text), scope), renderMustache(text, "x.mustache", scope), renderJinja(text, "x.j2", scope), renderJinja(`{% macro m() %}{% endmacro %}${text}`, "x.j2", scope)]) {
      expect(result.ok && result.value).to.be.instanceOf(Secret);
      expect(result.ok && result.value instanceof Secret && result.value.reveal()).to.equal("user=bob password=hunter2\n");
    }
  });

  it("leave texts without them plain", () => {
    expect(renderString("{{ user }} {{ pw | length }}", placeOf(""), scopeOf(variables))).to.deep.equal({ ok: true, value: "bob 7" });
  });
});
