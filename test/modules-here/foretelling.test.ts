import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import type { ValueMap } from "#engine/core/value.js";
import type { Plan, PlannedModule } from "#engine/module/erased.js";
import { createReader } from "#engine/module/create-reader.js";
import { createPicture, type Picture } from "#engine/module/picture.js";
import { copy } from "#modules/copy.js";
import { file } from "#modules/file.js";
import { lineinfile } from "#modules/lineinfile.js";
import { caseParams } from "#test/support/case-params.js";
import { fakeControl } from "#test/support/fake-control.js";
import { performHere, runHere } from "#test/support/local-session.js";

const modules: Readonly<Record<string, PlannedModule>> = { copy, file, lineinfile };

interface Task {
  readonly name: string;
  readonly params: ValueMap;
}

/** What a task came to, in a check run or in a real one. */
interface Came {
  readonly kind: Plan["kind"];
  readonly diff: unknown;
  readonly why: unknown;
}

const paths = fc.constantFrom("a", "b", "a/x", "b/x", "a/x/y", "l");
const modes = fc.constantFrom("0700", "0750", "u+x,go-w");
const tasks = (folder: string): fc.Arbitrary<Task> => {
  const path = paths.map((name) => join(folder, name));
  return fc.oneof(
    fc.record({ path, state: fc.constant("directory"), mode: modes }).map((params) => ({ name: "file", params })),
    fc.record({ path, state: fc.constant("absent") }).map((params) => ({ name: "file", params })),
    fc.record({ path, state: fc.constant("touch"), mode: modes }).map((params) => ({ name: "file", params: { ...params, access_time: "preserve", modification_time: "preserve" } })),
    fc.record({ path: fc.constant(join(folder, "l")), src: fc.constantFrom("a", "b", "a/x"), state: fc.constant("link"), force: fc.boolean() }).map((params) => ({ name: "file", params })),
    fc.record({ path, mode: modes }).map((params) => ({ name: "file", params })),
    fc.record({ dest: path, content: fc.constantFrom("one\n", "two\n", "one") }).map((params) => ({ name: "copy", params })),
    fc.record({ dest: path.map((each) => join(each, "deep/")), src: fc.constant("tree/"), mode: modes }).map((params) => ({ name: "copy", params })),
    fc.record({ path, line: fc.constantFrom("one", "three"), create: fc.boolean() }).map((params) => ({ name: "lineinfile", params })),
    fc.record({ path, line: fc.constant("one"), state: fc.constant("absent") }).map((params) => ({ name: "lineinfile", params })),
  );
};

const control = fakeControl({ files: { "tree/f": "f\n", "tree/d/g": "g\n" } });

/** Plans a task through a picture (undefined: in a real run). */
async function planned({ name, params }: Task, picture: Picture | undefined): Promise<{ readonly plan: Plan; readonly undecided: boolean }> {
  const module = modules[name] ?? file;
  const prepared = await module.prepare(caseParams(module, params), control);
  if (prepared.kind !== "input") throw new Error(JSON.stringify(prepared));
  const noted = createReader({ ask: (command) => Promise.resolve(runHere(command)), read: (command) => Promise.resolve(runHere(command)), picture, facts: {} });
  const plan = await module.plan(noted.reader, prepared.input, { predicted: noted.predicted, again: false });
  return { plan, undecided: noted.undecided().length > 0 };
}

/** A check run: no step is performed. It ends where a task would fail, or is not certain. */
async function foreseen(all: readonly Task[]): Promise<Came[]> {
  const picture = createPicture();
  const seen: Came[] = [];
  for (const [at, task] of all.entries()) {
    const { plan, undecided } = await planned(task, picture);
    if (undecided || (plan.kind === "missing" && !picture.isEmpty)) return seen;
    seen.push(came(plan));
    if (plan.kind === "problem" || plan.kind === "missing") return seen;
    if (plan.kind !== "change") continue;
    picture.predict(plan.change.resource, plan.change.after, `task ${at}`);
    picture.apply(plan.effects, `task ${at}`);
  }
  return seen;
}

async function done(all: readonly Task[]): Promise<Came[]> {
  const seen: Came[] = [];
  for (const task of all) {
    const { plan } = await planned(task, undefined);
    seen.push(came(plan));
    if (plan.kind === "change") for (const step of plan.change.steps) performHere(step);
    if (plan.kind === "change") expect((await planned(task, undefined)).plan.kind, `${JSON.stringify(task.params)} converges`).to.equal("ok");
  }
  return seen;
}

/** The parts of a diff that a check run has to know as well. */
function came(plan: Plan): Came {
  return { kind: plan.kind, why: plan.kind === "problem" ? plan.problem : "", diff: plan.kind === "change" ? plan.change.diff.filter((part) => part.kind === "text") : [] };
}

describe("[I] a check run foretells what a real run then does", () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "foretelling-")); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it("for any order of tasks on a few paths", async function () {
    this.timeout(120_000);
    await fc.assert(fc.asyncProperty(fc.array(tasks(folder), { minLength: 2, maxLength: 7 }), fc.boolean(), async (all, begun) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      if (begun) {
        mkdirSync(join(folder, "a"));
        writeFileSync(join(folder, "a/x"), "one\nthree\n");
      }
      const expected = await foreseen(all);
      expect(existsSync(join(folder, "a")), "a check run changes nothing").to.equal(begun);
      expect(JSON.stringify(await done(all.slice(0, expected.length)))).to.equal(JSON.stringify(expected));
    }), { numRuns: Number(process.env["FORETELLING_RUNS"] ?? 40) });
  });
});
