import { expect } from "chai";
import { Unknown } from "#engine/core/value.js";
import { LookupBench } from "./lookup-bench.js";

describe("[U] lookups of commands", () => {
  const bench = new LookupBench();
  after(() => { bench.remove(); });

  it("give what a command writes, never evaluated again", () => {
    expect(bench.value(`lookup('pipe', "printf '{'; printf '{ 1 + 1 }'; printf '}  \\n\\n'")`)).to.equal("{{ 1 + 1 }}");
    expect(bench.value("query('lines', 'echo a; echo; echo b', 'echo c')")).to.deep.equal(["a", "", "b", "c"]);
    expect(bench.value("lookup('pipe', 'pwd')")).to.equal(bench.folder);
    expect(bench.value("lookup('pipe', 'cat')")).to.equal("");
  });

  it("fail with the command's exit code and its own words", () => {
    expect(bench.mistake("lookup('pipe', 'echo why >&2; exit 3')").message).to.contain("exit code 3: why");
  });

  it("come to an end", () => {
    const start = Date.now();
    expect(bench.mistake("lookup('pipe', 'sleep 60', timeout=0.2)").message).to.contain("did not end within 0.2 seconds");
    expect(Date.now() - start).to.be.lessThan(20_000);
  });

  it("are not run for a guess, and once for logins", () => {
    bench.state.mode = "ahead";
    expect(bench.value("lookup('pipe', 'echo x >> ran')")).to.be.instanceOf(Unknown);
    bench.state.mode = "login";
    expect(bench.value("lookup('pipe', 'echo x >> ran; cat ran')")).to.equal("x");
    expect(bench.value("lookup('pipe', 'echo x >> ran; cat ran')")).to.equal("x");
    bench.state.mode = "now";
    expect(bench.value("lookup('pipe', 'echo x >> ran; cat ran')")).to.equal("x\nx");
  });
});
