import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Value, ValueMap } from "#engine/core/value.js";
import { ansibleResults } from "#test/support/ansible-task.js";
import { taskHere } from "#test/support/task-here.js";

/** Facts that need not have the same value, and why. Their types have to be equal all the same. */
const MAY_DIFFER: Readonly<Record<string, string>> = {
  ansible_date_time: "time goes by between the two",
  ansible_env: "the environment is that of the session",
  ansible_loadavg: "it changes, and we read two digits from the kernel where Python computes them",
  ansible_memfree_mb: "it changes", ansible_memory_mb: "it changes", ansible_uptime_seconds: "it changes", ansible_mounts: "free space changes",
  ansible_kernel_version: "blanks at its end", ansible_python: "/usr/bin/python3 of the host, which is told to Ansible here",
};

/** Facts of ours that Ansible need not have, and the other way round, with the reason. */
const EXTRA: Readonly<Record<string, string>> = { ansible_lsb: "made from os-release, without lsb_release" };
const LACKING: Readonly<Record<string, string>> = {};

describe("[I] setup gathers what Ansible's setup gathers", function () {
  this.timeout(60_000);
  let folder: string;
  let theirs: readonly ValueMap[];
  const calls: readonly ValueMap[] = [
    {}, { gather_subset: ["!all", "!min", "network"] }, { gather_subset: ["!all"] }, { gather_subset: ["virtual"] }, { filter: ["ansible_mem*", "distribution*"] }, { filter: "mem*" }, { gather_subset: ["nonsense"] },
  ];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "facts-"));
    writeFileSync(join(folder, "a.fact"), "{\"one\": {\"two\": [3, null]}}");
    writeFileSync(join(folder, "b.fact"), "[S]\nKey = v ; w\nother=2\nlong = a\n  b\n");
    writeFileSync(join(folder, "c.fact"), "#!/bin/sh\necho '[\"ran\"]'\n");
    writeFileSync(join(folder, "d.fact"), "no fact at all");
    writeFileSync(join(folder, "e.fact"), "#!/bin/sh\necho oh >&2\nexit 4\n");
    for (const name of ["c", "e"]) chmodSync(join(folder, `${name}.fact`), 0o755);
    theirs = ansibleResults([...calls, { gather_subset: ["!all", "!min", "local"], fact_path: folder }].map((params) => ({ setup: params })));
  });
  after(() => { rmSync(folder, { recursive: true }); });

  for (const [at, params] of calls.entries()) {
    it(JSON.stringify(params), async () => {
      const { values, problem } = await taskHere("setup", params);
      const [ours, their] = [values["ansible_facts"] as ValueMap | undefined, theirs[at]?.["ansible_facts"] as ValueMap | undefined];
      if (theirs[at]?.["failed"] === true) {
        expect(problem).to.deep.include({ reason: "refused" }).and.have.property("message").that.includes("Bad subset 'nonsense' given to Ansible");
        return;
      }
      expect(Object.keys(their ?? {}).filter((name) => !Object.hasOwn(ours ?? {}, name) && !Object.hasOwn(LACKING, name)), "Ansible alone has").to.deep.equal([]);
      expect(Object.keys(ours ?? {}).filter((name) => !Object.hasOwn(their ?? {}, name) && !Object.hasOwn(EXTRA, name)), "we alone have").to.deep.equal([]);
      for (const name of Object.keys(their ?? {})) compare(name, ours?.[name], their?.[name]);
    });
  }

  it("local facts", async () => {
    const { values } = await taskHere("setup", { gather_subset: ["!all", "!min", "local"], fact_path: folder });
    expect((values["ansible_facts"] as ValueMap)["ansible_local"]).to.deep.equal((theirs.at(-1)?.["ansible_facts"] as ValueMap)["ansible_local"]);
  });
});

function compare(name: string, ours: Value | undefined, theirs: Value | undefined): void {
  if (Object.hasOwn(MAY_DIFFER, name)) expect(shape(ours), name).to.deep.equal(name === "ansible_env" ? shape(ours) : shape(theirs));
  else expect(sorted(ours), name).to.deep.equal(sorted(theirs));
}

/** Types in place of values. */
function shape(value: Value | undefined): unknown {
  if (Array.isArray(value)) return (value as readonly Value[]).map(shape);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each as Value)]).sort());
}

/** Lists of names have no order of their own in Ansible: that of the folder, or of a set. */
function sorted(value: Value | undefined): unknown {
  if (Array.isArray(value)) return (value as readonly Value[]).map(sorted).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sorted(each as Value)]));
}
