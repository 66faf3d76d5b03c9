import { expect } from "chai";
import { createReader } from "#engine/module/create-reader.js";

describe("[U] a host's answer that is cut", () => {
  it("is a problem, and nothing is concluded from it", async () => {
    const cut = { code: 0, stdout: "half", stderr: "", cut: true };
    const { reader } = createReader({ ask: () => Promise.resolve(cut), read: () => Promise.reject(new Error("not asked")), picture: undefined, facts: {} });
    expect(reader.problem?.()).to.equal(undefined);
    await reader.ask(["find", "/"]);
    expect(reader.problem?.()).to.deep.include({ reason: "refused", message: "the host's answer is longer than 24 MiB" });
  });
});
