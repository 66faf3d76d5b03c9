import { expect } from "chai";
import { selects } from "#engine/plan/tags.js";
import type { PlannedTask } from "#engine/plan/types.js";

/** Ansible's user guide, "Tags": what --tags and --skip-tags choose, with the special tags. */
const cases: readonly (readonly [tags: string, asked: string, skipped: string, runs: boolean])[] = [
  ["", "", "", true], ["web", "", "", true], ["never", "", "", false], ["never,debug", "", "", false],
  ["web", "web", "", true], ["web", "db", "", false], ["web,db", "db", "", true], ["", "web", "", false],
  ["always", "web", "", true], ["never,debug", "debug", "", true], ["never", "all", "", false], ["never", "never", "", true],
  ["web", "all", "", true], ["web", "tagged", "", true], ["", "tagged", "", false], ["", "untagged", "", true], ["web", "untagged", "", false],
  ["web", "", "web", false], ["web,db", "", "db", false], ["", "", "web", true], ["always", "", "always", false], ["always", "", "tagged", false], ["always,web", "", "web", false],
  ["web", "web", "web", false], ["web", "", "tagged", false], ["", "", "untagged", false], ["", "", "tagged", true], ["web", "", "all", false], ["always", "", "all", true],
];

describe("[U] tags", () => {
  for (const [tags, asked, skipped, runs] of cases) {
    it(`tags [${tags}] with --tags "${asked}" --skip-tags "${skipped}": ${runs ? "runs" : "does not run"}`, () => {
      const task = { keywords: { tags: words(tags) } } as unknown as PlannedTask;
      expect(selects({ tags: words(asked), skipTags: words(skipped) }, task)).to.equal(runs);
    });
  }
});

function words(text: string): readonly string[] {
  return text.split(",").filter((word) => word !== "");
}
