import { expect } from "chai";
import { findTarget, isCommit, parseRefs, refPatterns } from "#modules/lib/git-refs.js";

const [A, B, C] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];

describe("[U] refs of a git repository", () => {
  const refs = parseRefs(`ref: refs/heads/trunk\tHEAD\n${A}\tHEAD\n${A}\trefs/heads/trunk\n${B}\trefs/heads/abcdef1\n${B}\trefs/tags/v1\n${C}\trefs/tags/v1^{}\n`);

  for (const [version, target] of [
    ["HEAD", { kind: "branch", name: "trunk", sha: A }], ["trunk", { kind: "branch", name: "trunk", sha: A }], ["refs/heads/trunk", { kind: "branch", name: "trunk", sha: A }],
    ["v1", { kind: "tag", name: "v1", sha: C }], ["refs/tags/v1", { kind: "tag", name: "v1", sha: C }], ["abcdef1", { kind: "branch", name: "abcdef1", sha: B }],
    ["abcdef2", { kind: "commit", name: "abcdef2", sha: undefined }], [B, { kind: "commit", name: B, sha: B }], ["nope", undefined],
  ] as const) {
    it(`${version} is ${JSON.stringify(target)}`, () => { expect(findTarget(version, refs)).to.deep.equal(target); });
  }

  it("without a branch for HEAD give its commit", () => { expect(findTarget("HEAD", parseRefs(`${A}\tHEAD\n`))).to.deep.equal({ kind: "commit", name: A, sha: A }); });

  it("are asked for by name", () => {
    expect(refPatterns("HEAD")).to.deep.equal(["HEAD"]);
    expect(refPatterns("refs/tags/v1")).to.deep.equal(["refs/heads/v1", "refs/tags/v1", "refs/tags/v1^{}"]);
  });

  it("are told from commit numbers", () => { expect([A, "abcdef1", "abcde", "main"].map(isCommit)).to.deep.equal([true, true, false, false]); });
});
