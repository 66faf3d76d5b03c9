import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { Event } from "#engine/core/event.js";
import { defaultTopology, down } from "#engine/lab/lab.js";
import { publishApplication } from "#test/support/application-repository.js";
import { isFailure, judge, rowsOf, rowText } from "#test/support/foretold.js";
import { changedPaths, diskOf, labHosts, valueOf } from "#test/support/lab.js";
import { siteTableText } from "#test/support/site-results.js";
import { play } from "#test/support/tsplay.js";

const site = [resolve("playbooks/site.yml"), "-i", resolve("inventories/lab"), "--diff"];

describe("[E] the whole site on two fresh hosts", function () {
  this.timeout(900_000);
  labHosts(defaultTopology);
  const folder = mkdtempSync(join(tmpdir(), "tsplay-site-"));
  let foretold: readonly Event[] = [];

  before(() => publishApplication("app1"));
  after(async () => {
    rmSync(folder, { recursive: true });
    valueOf(await down(defaultTopology.map((host) => host.name)));
  });

  it("is foreseen by a check run that fails nowhere and writes nothing", async () => {
    const names = defaultTopology.map((host) => host.name);
    const before = await Promise.all(names.map((name) => diskOf(name)));
    const { code, events, output } = await play([...site, "--check"], folder);
    foretold = events;
    expect(rowsOf(events).filter(isFailure).map(rowText), output).to.deep.equal([]);
    expect(code, output).to.equal(0);
    const later = await Promise.all(names.map((name) => diskOf(name)));
    for (const [index, name] of names.entries()) {
      expect(changedPaths(before[index] ?? new Map<string, string>(), later[index] ?? new Map<string, string>()), `paths that the check run wrote on ${name}`).to.deep.equal([]);
    }
  });

  it("is built as foreseen: no prediction was wrong", async () => {
    const { code, events, output } = await play(site, folder);
    const judgement = judge(foretold, events);
    process.stdout.write(siteTableText(foretold, events, judgement));
    expect(code, output).to.equal(0);
    expect(judgement.wrong, "wrong predictions").to.deep.equal([]);
    expect(judgement.rows.length, "tasks and items played").to.be.greaterThan(60);
  });

  it("serves a page that lives on PostgreSQL, Redis and Celery", () => {
    const page = (): string => execFileSync("curl", ["-sSk", "--fail", "--max-time", "20", "https://198.18.0.11/"], { encoding: "utf8" });
    expect(page()).to.match(/Visits processed by Celery/);
    const health = JSON.parse(execFileSync("curl", ["-sSk", "--max-time", "20", "https://198.18.0.11/healthz"], { encoding: "utf8" })) as unknown;
    expect(health).to.be.an("object");
  });

  it("is left alone by a second run, and by a second check run", async () => {
    for (const more of [[], ["--check"]]) {
      const { code, events, output } = await play([...site, ...more], folder);
      expect(code, output).to.equal(0);
      expect(rowsOf(events).filter(({ outcome }) => outcome.kind === "changed").map(rowText), "changed again").to.deep.equal([]);
    }
  });
});
