import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { LintFinding } from "#engine/lint/rule.js";
import { findCases, type Case } from "#test/conformance/case.js";
import { Workspace } from "#test/conformance/workspace.js";
import { findingsIn } from "./linted.js";

/** What warnings say of playbooks that are odd on purpose, and are right to say. Another rule that speaks here has to be looked at, and then listed. */
const TRUE_WARNINGS = ["shell-pipe", "shell-unquoted", "shell-rm", "never-runs", "never-tag", "unused-handler", "lost-zero", "secret-mode"];

describe("[I] lint: no false alarm on the conformance suite", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "tsplay-lint-suite-"));
  const cases = findCases([]).filter(({ id, refuses, differs }) => refuses === undefined && differs === undefined && !id.startsWith("ssh/"));
  const found = new Map<string, readonly LintFinding[]>();

  before(() => { for (const each of cases) found.set(each.id, lintCase(folder, each)); });
  after(() => { rmSync(folder, { recursive: true }); });

  it("what both engines play has no error", () => {
    expect(cases.length).to.be.greaterThan(250);
    expect(told("error")).to.deep.equal([]);
  });

  it("and no warning but those that are true of it", () => {
    expect(told("warning").filter((text) => !TRUE_WARNINGS.some((rule) => text.includes(` ${rule} `)))).to.deep.equal([]);
  });

  function told(severity: LintFinding["severity"]): readonly string[] {
    return [...found].flatMap(([id, findings]) => findings.filter((each) => each.severity === severity).map(({ rule, message, place }) => `${id}: ${rule} ${place?.line ?? 0}: ${message} | ${place?.text.trim() ?? ""}`));
  }
});

/** The case laid out as the suite plays it. Those on lab hosts are left out: their inventory is made when they run. What the plan says is the suite's own to judge. */
function lintCase(parent: string, each: Case): readonly LintFinding[] {
  const workspace = new Workspace(parent, each);
  workspace.prepare();
  const findings = findingsIn([workspace.play]);
  workspace.remove();
  return findings;
}
