import { join } from "node:path";
import { expect } from "chai";
import type { Event } from "#engine/core/event.js";
import { down, type HostSpec } from "#engine/lab/lab.js";
import { modules } from "#modules/index.js";
import { stampsOf } from "#test/support/disk-stamps.js";
import { isFailure, judge, rowsOf, rowText, type Judgement, type Row } from "#test/support/foretold.js";
import { changedPaths, inside, labHosts, valueOf } from "#test/support/lab.js";
import { moduleFixtures, type Fixtures } from "#test/support/module-fixtures.js";
import { modulePlaybooks, type ModulePlaybook } from "#test/support/module-playbook.js";
import { moduleTableText } from "#test/support/module-results.js";
import { play } from "#test/support/tsplay.js";

const specs: readonly HostSpec[] = [
  { name: "mod1", release: "bookworm", address: "198.18.0.41" },
  { name: "mod2", release: "trixie", address: "198.18.0.42" },
];
const folder = join(import.meta.dirname, "modules");
const playbooks = modulePlaybooks(folder);

describe("[L] modules on real hosts: foretold, done, found as wanted", () => {
  const booted = labHosts(specs);
  const judged = new Map<string, Judgement>();
  let fixtures: Fixtures;

  before(async function () {
    this.timeout(400_000);
    fixtures = await moduleFixtures(booted());
    await run(join(folder, "hosts", "prepare.yml"));
  });
  after(async function () {
    this.timeout(60_000);
    process.stdout.write(moduleTableText(judged));
    await fixtures.remove();
    valueOf(await down(specs.map((host) => host.name)));
  });

  it("has a playbook for every module that asks or changes hosts, and no other", () => {
    const ofHosts = [...modules.values()].filter((module) => module.kind !== "directive").map(({ name }) => name);
    expect([...playbooks.keys()]).to.deep.equal(ofHosts.sort());
  });

  for (const playbook of playbooks.values()) {
    it(playbook.module, async function () {
      this.timeout(400_000);
      if (playbook.prepares) await run(playbook.file, "--tags", "prepare");
      const foretold = await checkChangesNothing(playbook);
      const done = await run(...underTest(playbook));
      const judgement = judge(foretold, done);
      judged.set(playbook.module, judgement);
      expect(judgement.wrong, "wrong predictions").to.deep.equal([]);
      expect(perHost(rowsOf(foretold), (row) => row.outcome.kind === "unknown"), "unknown predictions").to.deep.equal(onEachHost(playbook.unknown));
      for (const events of [foretold, done]) expect(rowsOf(events).filter(lacksDiff).map(rowText), "changes that show no diff").to.deep.equal([]);
      expect(judgement.otherDiff, "diffs of certain changes that were others").to.deep.equal([]);
      const again = rowsOf(await run(...underTest(playbook)));
      expect(perHost(again, (row) => row.outcome.kind === "changed"), `changed again: ${again.filter((row) => row.outcome.kind === "changed").map(rowText).join("; ")}`).to.deep.equal(onEachHost(playbook.again));
      if (playbook.finally !== undefined) for (const { name } of specs) await inside(name, "sh", "-c", playbook.finally);
    });
  }

  async function run(...words: string[]): Promise<readonly Event[]> {
    const { code, output, events } = await play([...words, ...fixtures.words, "--diff"], fixtures.folder);
    const failures = rowsOf(events).filter(isFailure).map((row) => `${rowText(row)}: ${JSON.stringify(row.outcome)}`);
    expect({ code, failures }, `${words.join(" ")}\n${output}`).to.deep.equal({ code: 0, failures: [] });
    return events;
  }

  async function checkChangesNothing(playbook: ModulePlaybook): Promise<readonly Event[]> {
    const earlier = await looks(playbook);
    const events = await run(...underTest(playbook), "--check");
    const later = await looks(playbook);
    for (const [name, { stamps, answer }] of later) {
      expect(changedPaths(earlier.get(name)?.stamps ?? new Map<string, string>(), stamps), `paths on ${name} that the check run wrote`).to.deep.equal([]);
      expect(answer, `${playbook.look ?? ""} on ${name}`).to.equal(earlier.get(name)?.answer);
    }
    return events;
  }
});

/** A tag that no task has is an error. */
function underTest({ file, prepares }: ModulePlaybook): readonly string[] {
  return prepares ? [file, "--skip-tags", "prepare"] : [file];
}

async function looks({ alive, look }: ModulePlaybook): Promise<Map<string, { stamps: ReadonlyMap<string, string>; answer: string }>> {
  const found = specs.map(async ({ name }) => [name, { answer: look === undefined ? "" : await inside(name, "sh", "-c", look), stamps: await stampsOf(name, alive) }] as const);
  return new Map(await Promise.all(found));
}

/** Everything with a state to compare has something to show when it changes it; no_log hides it. */
function lacksDiff({ task, outcome }: Row): boolean {
  return outcome.kind === "changed" && modules.get(task.module)?.kind === "state" && !task.noLog && outcome.diff.length === 0;
}

function perHost(rows: readonly Row[], counts: (row: Row) => boolean): Record<string, number> {
  return Object.fromEntries(specs.map(({ name }) => [name, rows.filter((row) => row.host === name && counts(row)).length]));
}

function onEachHost(count: number): Record<string, number> {
  return Object.fromEntries(specs.map(({ name }) => [name, count]));
}
