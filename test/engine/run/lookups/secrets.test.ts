import { expect } from "chai";
import { problemAt } from "#engine/core/diagnostic.js";
import { err, ok } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import { LookupBench } from "./lookup-bench.js";

describe("[U] lookups and secrets", () => {
  const bench = new LookupBench({ "sealed": "$ANSIBLE_VAULT;1.1;AES256\n6162\n", "t.j2": "{{ password }}", "plain": "text\n" });
  after(() => { bench.remove(); });
  const unvault = () => ok(new Secret(" opened {{ 1 + 1 }}\n"));

  it("an encrypted file stays secret, stripped like any other", () => {
    const value = bench.value("lookup('file', 'sealed')", { unvault });
    expect(value).to.be.instanceOf(Secret);
    expect((value as Secret).reveal()).to.equal(" opened {{ 1 + 1 }}");
    expect((bench.value("lookup('unvault', 'sealed')", { unvault }) as Secret).reveal()).to.equal(" opened {{ 1 + 1 }}\n");
    expect(bench.value("lookup('unvault', 'plain')")).to.equal("text\n");
  });

  it("an encrypted file that cannot be opened is an error that says what to do", () => {
    expect(bench.mistake("lookup('file', 'sealed')").hint).to.contain("--vault-password-file");
    expect(bench.mistake("lookup('file', 'sealed')", { unvault: () => err(problemAt("vault-wrong-password", "none of the passwords fits")) }).message).to.contain("none of the passwords fits");
    expect(bench.value("lookup('file', 'sealed', errors='ignore')")).to.equal(null);
  });

  it("what is made of a secret is secret", () => {
    const variables = { password: new Secret("s3cret"), list: ["a", new Secret("b")] };
    expect((bench.value("lookup('template', 't.j2')", { variables }) as Secret).reveal()).to.equal("s3cret");
    expect((bench.value("lookup('pipe', 'echo ' ~ password)", { variables }) as Secret).reveal()).to.equal("s3cret");
    expect(bench.value("query('items', list)", { variables })).to.deep.equal(variables.list);
    expect(bench.value("lookup('items', list)", { variables })).to.be.instanceOf(Secret);
  });

  it("an error about a secret does not show it", () => {
    const { message, hint } = bench.mistake("lookup('file', password)", { variables: { password: new Secret("s3cret") } });
    expect(`${message} ${hint ?? ""}`).to.not.contain("s3cret");
  });

  it("what nobody can know yet makes the lookup unknown", () => {
    const variables = { later: new Unknown("the result of a task") };
    for (const expression of ["lookup('file', later)", "lookup('pipe', 'echo ' ~ later)", "query('first_found', [later])", "lookup('url', 'http://localhost', headers={'x': later})", "query('nested', later, [1])", "lookup('subelements', later, 'x')"]) {
      expect(bench.value(expression, { variables }), expression).to.be.instanceOf(Unknown);
    }
  });
});
