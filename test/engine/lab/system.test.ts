import { expect } from "chai";
import { must, run, waitFor } from "#engine/lab/system.js";

describe("[U] programs of this machine", () => {
  it("gives exit code, both outputs and takes input; words stay words", async () => {
    expect(await run(["sh", "-c", 'cat; echo "$1" >&2; exit 3', "sh", "a  $b"], { input: "in" })).to.deep.equal({ code: 3, stdout: "in", stderr: "a  $b\n" });
  });

  it("tells a missing program and one that takes too long", async () => {
    expect((await run(["no-such-program-here"])).code).to.equal(127);
    expect((await run(["sleep", "20"], { timeout: 0.1 })).code).to.equal(124);
  });

  it("makes a failure a sentence with the program's own words", async () => {
    const failed = await must("count sheep", ["sh", "-c", "echo none left >&2; exit 2"]);
    expect(failed).to.deep.equal({ ok: false, error: { reason: "step-failed", message: "Could not count sheep: `sh -c echo none left >&2; exit 2` ended with code 2.", hint: "none left" } });
  });

  it("waits until there is something, and not for ever", async () => {
    let looks = 0;
    expect(await waitFor(() => ++looks === 3 ? "there" : undefined, 5, 1)).to.equal("there");
    const never = await waitFor((): string | undefined => undefined, 0.02, 5);
    expect(never).to.equal(undefined);
  });
});
