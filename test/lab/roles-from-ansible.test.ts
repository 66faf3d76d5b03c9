import { join } from "node:path";
import { expect } from "chai";
import type { Event } from "#engine/core/event.js";
import { down, type HostSpec } from "#engine/lab/lab.js";
import { isFailure, judge, rowsOf, rowText } from "#test/support/foretold.js";
import { changedPaths, diskOf, inside, labHosts, valueOf } from "#test/support/lab.js";
import { moduleFixtures, type Fixtures } from "#test/support/module-fixtures.js";
import { siteTableText } from "#test/support/site-results.js";
import { play } from "#test/support/tsplay.js";

const specs: readonly HostSpec[] = [{ name: "role1", release: "bookworm", address: "198.18.0.81" }];
const folder = join(import.meta.dirname, "../roles-from-ansible");

interface Proof {
  /** What shows from inside the host that the role did its work. */
  readonly ask: readonly string[];
  readonly answer: RegExp;
  /**
   * Tasks that were foretold otherwise: those whose condition asks whether this is a check run, and those that Debian's package has done already
   * (a folder, a first database), which a check run can only assume. Nothing may change that was not foreseen.
   */
  readonly otherwise: readonly string[];
}

const proofs: Readonly<Record<string, Proof>> = {
  nginx: { ask: ["sh", "-c", "nginx -T 2>/dev/null | grep -c 'server_name www.example.com example.com'; systemctl is-active nginx"], answer: /^1\nactive\n$/, otherwise: ["Ensure nginx_vhost_path exists.: changed, ok", "Look at the configuration.: skipped, ok"] },
  redis: { ask: ["sh", "-c", "redis-cli ping; REDISCLI_AUTH=not-much-of-a-secret redis-cli config get maxmemory; REDISCLI_AUTH=not-much-of-a-secret redis-cli flushall"], answer: /NOAUTH[\s\S]*67108864[\s\S]*unknown command/, otherwise: ["Ask the server.: skipped, ok"] },
  postgresql: { ask: ["su", "postgres", "-c", "psql -Atc \"select datname || ' of ' || pg_get_userbyid(datdba) from pg_database where datname in ('shop', 'reports') order by 1\""], answer: /^reports of postgres\nshop of shop\n$/, otherwise: ["Ensure PostgreSQL data directory exists.: changed, ok", "Ensure PostgreSQL database is initialized.: changed, skipped", "Ensure PostgreSQL unix socket dirs exist. (/var/run/postgresql): changed, ok"] },
};

describe("[L] roles written for Ansible are played as they are", function () {
  this.timeout(900_000);
  const booted = labHosts(specs);
  let fixtures: Fixtures;

  before(async () => { fixtures = await moduleFixtures(booted()); });
  after(async () => {
    await fixtures.remove();
    valueOf(await down(specs.map((host) => host.name)));
  });

  for (const [role, { ask, answer, otherwise }] of Object.entries(proofs)) {
    it(`${role}: foreseen, done, and left alone by a second run`, async () => {
      const foretold = await checkChangesNothing(role);
      const done = await run(role);
      const judgement = judge(foretold, done);
      process.stdout.write(siteTableText(foretold, done, judgement));
      expect(judgement.wrong.map(brief), "wrong predictions").to.deep.equal(otherwise);
      expect(await inside("role1", ...ask)).to.match(answer);
      const again = rowsOf(await run(role)).filter(({ outcome }) => outcome.kind === "changed");
      expect(again.map(rowText), "changed again").to.deep.equal([]);
    });
  }

  async function checkChangesNothing(role: string): Promise<readonly Event[]> {
    const before = await diskOf("role1");
    const events = await run(role, "--check");
    expect(changedPaths(before, await diskOf("role1")), "paths that the check run wrote").to.deep.equal([]);
    return events;
  }

  async function run(role: string, ...words: readonly string[]): Promise<readonly Event[]> {
    const { code, output, events } = await play([join(folder, `${role}.yml`), ...fixtures.words, ...words, "--diff"], fixtures.folder);
    const failures = rowsOf(events).filter(isFailure).map((row) => `${rowText(row)}: ${JSON.stringify(row.outcome)}`);
    expect({ code, failures }, `${role} ${words.join(" ")}\n${output}`).to.deep.equal({ code: 0, failures: [] });
    return events;
  }
});

/** `role1: Task [line 3]: foretold changed, was ok` as `Task: changed, ok`. */
function brief(wrong: string): string {
  return wrong.replace(/^\w+: (.*) \[line \d+\]: foretold (\w+), was (\w+)$/, "$1: $2, $3");
}
